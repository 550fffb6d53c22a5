import asyncio
import os
import socket
import threading
import time

PATHS = ["/delay/1", "/delay/2", "/get"]


def request(path):
    return f"GET {path} HTTP/1.1\r\nHost: httpbin.org\r\nConnection: close\r\n\r\n".encode()


def download(path):
    with socket.create_connection(("httpbin.org", 80)) as connection:
        connection.sendall(request(path))
        while connection.recv(65536):
            pass


def by_threads():
    # The main thread takes the last one itself.
    others = [threading.Thread(target=download, args=(path,)) for path in PATHS[:-1]]
    for thread in others:
        thread.start()
    download(PATHS[-1])
    for thread in others:
        thread.join()


def by_processes():
    children = []
    for path in PATHS:
        pid = os.fork()
        if pid == 0:
            download(path)
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)


async def download_async(loop, path):
    with socket.socket() as connection:
        connection.setblocking(False)
        address = (await loop.getaddrinfo("httpbin.org", 80, family=socket.AF_INET))[0][4]
        await loop.sock_connect(connection, address)
        await loop.sock_sendall(connection, request(path))
        while await loop.sock_recv(connection, 65536):
            pass


def by_asyncio():
    async def main():
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(download_async(loop, path) for path in PATHS))

    asyncio.run(main())


for model in (by_threads, by_processes, by_asyncio):
    t = time.perf_counter()
    model()
    t = time.perf_counter() - t
    print(model.__name__, "->", round(t, 1))
