# expect: exited
# stdout-contains: done
import socket
import struct

for level, option, value in ((1, 13, struct.pack("ii", 1, 1000)), (1, 20, struct.pack("ll", 0, 1)), (1, 21, struct.pack("ll", 0, 1)), (6, 23, struct.pack("i", 5)),
                             (6, 30, struct.pack("i", 1)), (6, 19, struct.pack("i", 1)), (0, 4, b"\x83\x07\x04\x0a\x00\x00\x01\x00"), (0, 2, struct.pack("i", 1)),
                             (6, 4, struct.pack("i", 1)), (6, 2, struct.pack("i", 90)), (6, 18, struct.pack("i", 1))):
    connection = socket.socket()
    try:
        connection.setsockopt(level, option, value)
    except OSError:
        continue
    try:
        connection.connect(("198.18.5.5", 80))
        connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
        connection.recv(1000)
    except OSError as error:
        print(option, error)
    connection.close()
print("done")
