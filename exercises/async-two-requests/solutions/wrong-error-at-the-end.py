# expect-fail: runs
import asyncio

import httpx


async def main():
    async with httpx.AsyncClient() as client:
        one, two = await asyncio.gather(
            client.get("https://httpbin.org/delay/2"), client.get("https://httpbin.org/delay/1")
        )
    print(one.json()["answer"], two.json()["answer"])  # KeyError: there is no such entry


asyncio.run(main())
