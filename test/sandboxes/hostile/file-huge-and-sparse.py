# expect: exited
# stdout-contains: refused
try:
    with open("/box/sparse", "wb") as file:
        file.truncate(1 << 44)
except OSError:
    print("refused")
