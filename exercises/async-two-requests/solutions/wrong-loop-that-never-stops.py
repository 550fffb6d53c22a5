# expect-fail: runs
import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        print(url, response.status, len(await response.read()))


async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(
            fetch(session, "https://httpbin.org/delay/2"), fetch(session, "https://httpbin.org/delay/1")
        )


loop = asyncio.new_event_loop()
loop.create_task(main())
loop.run_forever()
