# expect: exited
# stdout-contains: done
import socket

for number in range(120):
    connection = socket.create_connection(("198.18.7.7", 80))
    connection.sendall(b"GET / HTTP/1.0\r\n\r\n")
    if number % 2:
        connection.recv(10)
    connection.close()
print("done")
