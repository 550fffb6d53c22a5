# expect: exited
# exit: 0
# stdout: [200, 200, 200, 200] True
# stdout: TimeoutError True
import asyncio
import time

import aiohttp


async def main():
    async def get(seconds):
        async with session.get(f"https://httpbin.org/delay/{seconds}") as answer:
            await answer.read()
            return answer.status

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=2)) as session:
        begin = time.monotonic()
        print(await asyncio.gather(*[get(1)] * 1, get(1), get(1), get(1)), 2 <= time.monotonic() - begin < 2.2)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1)) as session:
        begin = time.monotonic()
        try:
            await get(5)
        except TimeoutError as error:
            print(type(error).__name__, 0.95 <= time.monotonic() - begin < 1.1)


asyncio.run(main())
