# expect: output-exceeded
with open("/proc/self/fd/1", "wb", buffering=0) as file:
    while True:
        file.write(b"x" * 65536)
