# expect: exited
# exit: 0
# stdout: True True
import asyncio
import time


async def get(delay):
    reader, writer = await asyncio.open_connection("httpbin.org", 443, ssl=True)
    writer.write(f"GET /delay/{delay} HTTP/1.1\r\nHost: httpbin.org\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return answer.startswith(b"HTTP/1.1 200")


async def main():
    begin = time.monotonic()
    ok = await asyncio.gather(get(1), get(2))
    print(all(ok), 2 <= time.monotonic() - begin < 2.1)


asyncio.run(main())
