# expect: all
import asyncio
import ssl


class Api:
    def __init__(self, host):
        self.host = host

    async def get(self, path):
        reader, writer = await asyncio.open_connection(self.host, 443, ssl=ssl.create_default_context())
        writer.write(b"GET %s HTTP/1.1\r\nHost: %s\r\nAccept: */*\r\n\r\n" % (path.encode(), self.host.encode()))
        head = await reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.decode().splitlines():
            name, _, value = line.partition(":")
            if name.lower() == "content-length":
                length = int(value)
        body = await reader.readexactly(length)
        writer.close()
        return body


async def main():
    posts, users = Api("httpbin.org"), Api("httpbin.org")
    results = await asyncio.gather(posts.get("/delay/1"), users.get("/delay/3"), return_exceptions=True)
    for result in results:
        print(type(result).__name__, len(result))


asyncio.run(main())
