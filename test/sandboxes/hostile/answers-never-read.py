# expect: exited | deadlocked | timed-out-virtual
# limits: realMs=8000
# Requests sent in one stream, whose large answers nobody reads.
import socket

connection = socket.create_connection(("httpbin.org", 80))
connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
connection.settimeout(5)
try:
    for _ in range(3000):
        connection.sendall(b"GET /bytes/102400 HTTP/1.1\r\nHost: httpbin.org\r\n\r\n")
except OSError as error:
    print(error)
