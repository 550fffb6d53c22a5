# expect-fail: both-requests, concurrent, follows-the-longest
import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        print(url, len(await response.text()))


async def main():
    async with aiohttp.ClientSession() as session:
        slow = asyncio.create_task(fetch(session, "https://httpbin.org/delay/2"))
        await fetch(session, "https://httpbin.org/delay/1")
        print("slow one done:", slow.done())


asyncio.run(main())
