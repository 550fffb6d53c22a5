# expect-fail: both-requests, concurrent, follows-the-longest
import asyncio

import httpx


async def fetch(url):
    async with httpx.AsyncClient() as client:
        return (await client.get(url)).text


async def main():
    tasks = [asyncio.create_task(fetch(f"https://httpbin.org/delay/{n}")) for n in (1, 2)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    print(len(done), "answered first")


asyncio.run(main())
