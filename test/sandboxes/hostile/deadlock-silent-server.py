# expect: deadlocked
# A connection to the stand-in internet on which nothing is ever asked.
import socket

connection = socket.create_connection(("example.com", 80))
connection.recv(1)
