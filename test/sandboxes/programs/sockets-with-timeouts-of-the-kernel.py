# expect: exited
# exit: 0
# stdout: told 2.5
# stdout: accept EAGAIN 2.5
# stdout: each byte in time, then recv EAGAIN 13.0
# stdout: send EAGAIN 14.0
# stdout: a child that ends wakes nobody: EAGAIN 17.0
# stdout: handler runs: EAGAIN 20.0
# stdout: http 3
# seconds: 23
import errno
import os
import signal
import socket
import struct
import threading
import time

begin = time.monotonic()


def limit(one, option, seconds):
    one.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", int(seconds), int(seconds % 1 * 1e6)))


def said(text, error):
    print(text, errno.errorcode[error.errno], round(time.monotonic() - begin, 1))


server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
limit(server, socket.SO_RCVTIMEO, 2.5)
seconds, rest = struct.unpack("ll", server.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, 16))
print("told", seconds + rest / 1e6)
try:
    server.accept()
except OSError as error:
    said("accept", error)


def send_slowly():
    client = socket.create_connection(server.getsockname())
    for _ in range(4):
        time.sleep(2)
        client.sendall(b"x")
    time.sleep(10)


threading.Thread(target=send_slowly, daemon=True).start()
accepted, _ = server.accept()  # over TCP it takes over the limit
try:
    while accepted.recv(10):
        pass
except OSError as error:
    said("each byte in time, then recv", error)

left, right = socket.socketpair()
limit(left, socket.SO_SNDTIMEO, 1)
left.setblocking(False)
try:
    while True:
        left.send(b"y" * 1000)
except BlockingIOError:
    left.setblocking(True)
try:
    left.send(b"y" * 1000)
except OSError as error:
    said("send", error)

if os.fork() == 0:
    time.sleep(1)
    os._exit(0)
limit(left, socket.SO_RCVTIMEO, 3)
try:
    left.recv(1)
except OSError as error:
    said("a child that ends wakes nobody:", error)
os.wait()

signal.signal(signal.SIGALRM, lambda *_: limit(left, socket.SO_RCVTIMEO, 2))
signal.alarm(1)
try:
    left.recv(1)  # the interpreter calls again after the handler, with the limit of 2 s
except OSError as error:
    said("handler runs:", error)

web = socket.create_connection(("httpbin.org", 80))
limit(web, socket.SO_RCVTIMEO, 0.9)
web.sendall(b"GET /delay/3 HTTP/1.1\r\nHost: httpbin.org\r\nConnection: close\r\n\r\n")
times = 0
while True:
    try:
        web.recv(1000)
        break
    except BlockingIOError:
        times += 1
print("http", times)
