# expect: all
import asyncio
from time import perf_counter

import httpx

APIS = {"slow": "https://httpbin.org/delay/2", "fast": "https://httpbin.org/get"}


async def call(client, name):
    answer = await client.get(APIS[name])
    answer.raise_for_status()
    return name, answer.json()


async def main():
    start = perf_counter()
    async with httpx.AsyncClient() as client:
        for next_one in asyncio.as_completed([call(client, name) for name in APIS]):
            name, data = await next_one
            print(f"{perf_counter() - start:5.2f} {name}: {sorted(data)}")


asyncio.run(main())
