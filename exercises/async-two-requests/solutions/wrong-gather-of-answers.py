# expect-fail: runs, concurrent, follows-the-longest
import asyncio

import httpx


async def answer(client, url):
    response = await client.get(url)
    return response.text


async def main():
    async with httpx.AsyncClient() as client:
        # What is gathered here are two texts, asked for one after the other: gather can not wait for a text.
        texts = await asyncio.gather(
            await answer(client, "https://httpbin.org/delay/2"),
            await answer(client, "https://httpbin.org/delay/1"),
        )
    print([len(text) for text in texts])


asyncio.run(main())
