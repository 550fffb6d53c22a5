# expect: all
import asyncio


async def get(host, path):
    reader, writer = await asyncio.open_connection(host, 80)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer.split(b"\r\n", 1)[0].decode()


async def main():
    print(*await asyncio.gather(get("httpbin.org", "/delay/2"), get("httpbin.org", "/delay/1")), sep="\n")


asyncio.run(main())
