# expect-fail: event-loop, concurrent, follows-the-longest
import asyncio

import httpx


async def fetch(url):
    return httpx.get(url).status_code


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("https://httpbin.org/delay/2"))
        group.create_task(fetch("https://httpbin.org/delay/1"))


asyncio.run(main())
