import asyncio

import aiohttp


async def fetch(session, url):
    async with session.get(url) as response:
        return await response.json()


async def main():
    async with aiohttp.ClientSession() as session:
        url = "https://httpbin.org/delay/2"
        await fetch(session, url)
        await fetch(session, url)


asyncio.run(main())
