# expect: timed-out-real | cpu-exceeded
# limits: realMs=800
import os
import socket

for _ in range(3):
    os.fork()
resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
resolver.connect(("198.18.0.1", 53))
descriptor = resolver.fileno()
query = b"\x12\x34\x01\x00\x00\x01" + bytes(6) + b"\x07example\x03com\x00\x00\x01\x00\x01"
while True:
    try:
        os.write(descriptor, query)
    except OSError:
        pass
