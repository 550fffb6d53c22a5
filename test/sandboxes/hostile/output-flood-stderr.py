# expect: output-exceeded
import os

while True:
    os.write(2, b"x" * 100_000)
