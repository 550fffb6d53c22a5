# expect: deadlocked
import socket

server = socket.create_server(("127.0.0.1", 8000))
server.accept()
