# expect: deadlocked
import socket

connection = socket.create_connection(("example.com", 443))
connection.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
connection.recv(1)
