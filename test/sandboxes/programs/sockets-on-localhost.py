# expect: exited
# exit: 0
# stdout: b'HELLO' 1.0
# stdout: timed out 1.5
# stdout: b'datagram' 1.5
# stdout: b'unix' 2.0
# seconds: 2
import socket
import threading
import time

begin = time.monotonic()


def now():
    return round(time.monotonic() - begin, 1)


server = socket.create_server(("127.0.0.1", 0))


def serve():
    connection, _ = server.accept()
    text = connection.recv(100)
    time.sleep(1)
    connection.sendall(text.upper())


threading.Thread(target=serve).start()
client = socket.create_connection(server.getsockname())
client.sendall(b"hello")
print(client.recv(100), now())
one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
one.bind(("127.0.0.1", 0))
one.settimeout(0.5)
try:
    one.recv(10)
except TimeoutError as error:
    print(error, now())
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"datagram", one.getsockname())
print(one.recv(100), now())
left, right = socket.socketpair()
threading.Timer(0.5, left.send, (b"unix",)).start()
print(right.recv(100), now())
