# expect: exited | cpu-exceeded | timed-out-real
# limits: cpuMs=1000 realMs=2000
# A header, a body, that never end.
import socket
import threading


def send(head, part):
    connection = socket.create_connection(("example.com", 80))
    try:
        connection.sendall(head)
        while True:
            connection.sendall(part)
    except OSError:
        pass


threading.Thread(target=send, args=(b"GET / HTTP/1.1\r\n", b"X-Header: x\r\n" * 1000)).start()
threading.Thread(target=send, args=(b"POST /post HTTP/1.1\r\nHost: httpbin.org\r\nContent-Length: 99999999999\r\n\r\n", b"x" * 60_000)).start()
