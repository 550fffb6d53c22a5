# expect-fail: concurrent, follows-the-longest
import asyncio

import httpx


async def main():
    async with httpx.AsyncClient() as client:
        for url in ["https://httpbin.org/delay/2", "https://httpbin.org/delay/1"]:
            response = await client.get(url)
            print(response.status_code)


asyncio.run(main())
