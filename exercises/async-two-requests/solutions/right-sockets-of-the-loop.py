# expect: all
import asyncio, socket
async def get(path):
    loop = asyncio.get_running_loop()
    s = socket.socket(); s.setblocking(False)
    infos = await loop.getaddrinfo("httpbin.org", 80, type=socket.SOCK_STREAM)
    await loop.sock_connect(s, infos[0][4])
    await loop.sock_sendall(s, f"GET {path} HTTP/1.1\r\nHost: httpbin.org\r\nConnection: close\r\n\r\n".encode())
    out = b""
    while c := await loop.sock_recv(s, 4096): out += c
    s.close(); return out
async def main():
    a, b = await asyncio.gather(get("/delay/2"), get("/delay/1")); print(len(a), len(b))
asyncio.run(main())
