# expect: all
import asyncio

import aiohttp


async def fetch(url):
    async with aiohttp.request("GET", url) as response:
        text = await response.text()
    # A little work with what came, while the other one may still be on its way.
    return sum(ord(letter) * n for n in range(200) for letter in text)


async def clock():
    while True:
        await asyncio.sleep(0.25)
        print(".", end="", flush=True)


async def main():
    ticking = asyncio.create_task(clock())
    results = await asyncio.gather(fetch("https://httpbin.org/delay/2"), fetch("https://httpbin.org/delay/1"))
    ticking.cancel()
    print(results)


asyncio.run(main())
