# expect: output-exceeded
import os

for _ in range(3):
    os.fork()
other = os.dup(1)
while True:
    os.write(other, b"x" * 65536)
