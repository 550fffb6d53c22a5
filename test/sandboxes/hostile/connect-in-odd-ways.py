# expect: exited
# stdout-contains: done
# Addresses of every shape, sockets in every state, descriptors that are no sockets.
import ctypes
import os
import socket

libc = ctypes.CDLL(None, use_errno=True)
server = socket.create_server(("127.0.0.1", 9000))
used = socket.create_connection(("example.com", 80))
closed = socket.socket()
closed_number = closed.fileno()
closed.close()
sockets = [server.fileno(), used.fileno(), closed_number, 0, 1, 5000, -1, os.open("/box", os.O_RDONLY), socket.socket(socket.AF_UNIX).fileno(),
           socket.socket(socket.AF_INET6).fileno(), socket.socket(type=socket.SOCK_DGRAM).fileno(), os.eventfd(0), os.epoll_create if False else os.pidfd_open(os.getpid())]
inet = (2).to_bytes(2, "little") + (80).to_bytes(2, "big") + bytes([198, 18, 1, 1]) + bytes(8)
for number in sockets:
    for address, length in ((inet, 16), (inet, 8), (inet, 2), (inet, 0), (inet, 1 << 31), (b"\0" * 16, 16), (b"\xff" * 128, 128), (None, 16), (b"\x0a\0" + inet, 28)):
        libc.connect(number, address, ctypes.c_uint(length))
try:
    socket.socket().sendto(b"GET / HTTP/1.0\r\n\r\n", 0x20000000, ("198.18.0.1", 80))
except OSError:
    pass
print("done")
