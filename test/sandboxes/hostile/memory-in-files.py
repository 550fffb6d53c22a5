# expect: exited
# stdout-contains: 3 full
# Each tmpfs has its size; together they leave the run its memory.
full = 0
for folder in ("/dev/shm", "/tmp", "/box"):
    try:
        for number in range(200):
            with open(f"{folder}/{number}", "wb") as file:
                file.write(b"x" * 1_000_000)
    except OSError as error:
        full += "No space" in str(error)
print(full, "full")
