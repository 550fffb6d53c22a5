# expect: exited
# exit: 0
# stdout: 20 200
# stdout: ReadTimeout True
# stdout: [200, 200, 200] True
import asyncio
import time

import httpx


async def main():
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", "https://httpbin.org/stream-bytes/20") as answer:
            size = 0
            async for part in answer.aiter_bytes():
                size += len(part)
            print(size, answer.status_code)
        begin = time.monotonic()
        try:
            await client.get("https://httpbin.org/delay/9")
        except httpx.TimeoutException as error:
            print(type(error).__name__, 5 <= time.monotonic() - begin < 5.1)
        begin = time.monotonic()
        answers = await asyncio.gather(*(client.get("https://httpbin.org/delay/2") for _ in range(3)))
        print([answer.status_code for answer in answers], 2 <= time.monotonic() - begin < 2.2)


asyncio.run(main())
