# expect: output-exceeded
with open("/dev/stdout", "wb", buffering=0) as file:
    while True:
        file.write(b"x" * 65536)
