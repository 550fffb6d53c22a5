# expect: exited
# stdout-contains: refused
try:
    with open("/box/large", "wb") as file:
        while True:
            file.write(b"x" * 1_000_000)
except OSError:
    print("refused")
