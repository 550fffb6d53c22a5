# expect: deadlocked
import socket

one, other = socket.socketpair()
one.recv(1)
