# expect-fail: event-loop, concurrent, follows-the-longest
import asyncio

import requests


async def fetch(url):
    return requests.get(url).json()


async def main():
    results = await asyncio.gather(fetch("https://httpbin.org/delay/2"), fetch("https://httpbin.org/delay/2"))
    print([result["url"] for result in results])


asyncio.run(main())
