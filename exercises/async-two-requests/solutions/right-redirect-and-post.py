# expect: all
import asyncio

import httpx


async def main():
    async with httpx.AsyncClient(follow_redirects=True) as client:
        moved = client.get("https://httpbin.org/redirect-to?url=/delay/2")
        posted = client.post("https://httpbin.org/delay/1", json={"name": "Ada"})
        for response in await asyncio.gather(moved, posted):
            print(response.status_code, response.url)


asyncio.run(main())
