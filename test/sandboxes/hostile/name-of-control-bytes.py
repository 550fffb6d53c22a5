# expect: exited
# stdout-contains: no such name
import socket

resolver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
resolver.connect(("198.18.0.1", 53))
for label in (b"ex\n\x01\x02\xffe", b'a"b\\c', b"\x00\x00", b"{}:,"):
    query = b"\x12\x34\x01\x00\x00\x01" + bytes(6) + bytes([len(label)]) + label + b"\x03com\x00\x00\x01\x00\x01"
    resolver.send(query)
    answer = resolver.recv(1000)
    if answer[7] == 1:
        address = ".".join(map(str, answer[-4:]))
        connection = socket.create_connection((address, 80))
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        connection.recv(100)
print("no such name" if answer[7] == 0 else "known")
