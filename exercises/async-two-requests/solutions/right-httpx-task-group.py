# expect: all
import asyncio
import sys
from contextlib import AsyncExitStack

import httpx


async def ask(client: httpx.AsyncClient, url: str) -> int:
    response = await client.get(url)
    return response.status_code


async def main() -> None:
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=10))
        if sys.version_info >= (3, 11):
            async with asyncio.TaskGroup() as group:
                weather = group.create_task(ask(client, "https://api.weather.example/today"))
                news = group.create_task(ask(client, "https://api.news.example/front-page"))
            print("weather", weather.result(), "news", news.result())


if __name__ == "__main__":
    asyncio.run(main())
