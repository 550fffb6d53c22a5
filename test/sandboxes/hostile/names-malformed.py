# expect: exited
# stdout-contains: still answers
import os
import socket

resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
resolver.connect(("198.18.0.1", 53))
resolver.settimeout(1)
head = b"\x12\x34\x01\x00\x00\x01" + bytes(6)
for packet in (b"", b"x", head, head + b"\xc0\x0c\x00\x01\x00\x01", head + b"\x3f" + b"a" * 10, head + (b"\x3f" + b"a" * 63) * 5 + b"\x00\x00\x01\x00\x01",
               head + b"\x00\x00\x01\x00\x01", head + b"\x01a" * 200 + b"\x00\x00\x01\x00\x01", os.urandom(1000), bytes(60_000)):
    try:
        resolver.send(packet)
        resolver.recv(1000)
    except OSError:
        pass
print("still answers" if socket.gethostbyname("example.com") else "")
