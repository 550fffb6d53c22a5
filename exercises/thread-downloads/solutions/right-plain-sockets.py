# expect: all
import socket
import _thread

done = []


def fetch(path):
    with socket.create_connection(("example.com", 80)) as connection:
        connection.sendall(f"GET /{path} HTTP/1.0\r\nHost: example.com\r\n\r\n".encode())
        received = b""
        while part := connection.recv(2048):
            received += part
    head, _, body = received.partition(b"\r\n\r\n")
    with open(path, "wb") as file:
        file.write(body)
    lock.release() if len(done) == 2 else done.append(path)


lock = _thread.allocate_lock()
lock.acquire()
for path in ("1.jpg", "2.jpg", "3.jpg"):
    _thread.start_new_thread(fetch, (path,))
lock.acquire()
print("done", done)
