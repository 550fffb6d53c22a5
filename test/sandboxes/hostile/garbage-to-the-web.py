# expect: exited
# stdout-contains: done
import os
import socket

for port in (80, 443, 22, 1):
    for text in (os.urandom(5000), b"\x16\x03\x01" + os.urandom(3000), b"GET / HTTP/9.9\r\n\r\n", b"\0" * 10_000, b"GET " + b"/x" * 50_000,
                 b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
                 b"GET http://\xff\xfe\x00/ HTTP/1.1\r\nHost: \xff\"\\\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
        connection = socket.create_connection(("example.com", port))
        connection.settimeout(1)
        try:
            connection.sendall(text)
            while connection.recv(65536):
                pass
        except OSError:
            pass
        connection.close()
print("done")
