# expect-fail: both-requests, follows-the-longest
import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.text()


async def main():
    async with aiohttp.ClientSession() as session:
        results = await asyncio.gather(
            asyncio.wait_for(fetch(session, "https://httpbin.org/delay/2"), timeout=2.5),
            asyncio.wait_for(fetch(session, "https://httpbin.org/delay/1"), timeout=2.5),
            return_exceptions=True,
        )
    print([type(result).__name__ for result in results])


asyncio.run(main())
