# expect: all
import asyncio
class P(asyncio.Protocol):
    def __init__(self, path, done): self.path, self.done, self.buf = path, done, b""
    def connection_made(self, tr): tr.write(f"GET {self.path} HTTP/1.1\r\nHost: httpbin.org\r\nConnection: close\r\n\r\n".encode())
    def data_received(self, d): self.buf += d
    def connection_lost(self, e): self.done.set_result(self.buf)
async def main():
    loop = asyncio.get_running_loop()
    ds = []
    for p in ("/delay/1", "/delay/2"):
        d = loop.create_future(); ds.append(d)
        await loop.create_connection(lambda p=p, d=d: P(p, d), "httpbin.org", 80)
    for b in await asyncio.gather(*ds): print(len(b))
asyncio.run(main())
