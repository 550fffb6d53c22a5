# expect-fail: concurrent, follows-the-longest
import asyncio

import httpx


async def fetch(url):
    async with httpx.AsyncClient() as client:
        return await client.get(url)


print(asyncio.run(fetch("https://httpbin.org/delay/2")))
print(asyncio.run(fetch("https://httpbin.org/delay/2")))
