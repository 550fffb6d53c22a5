# expect-fail: runs, both-requests, event-loop, concurrent, follows-the-longest
import asyncio

import aiohttp_session_that_does_not_exist as aiohttp


async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(session.get("https://httpbin.org/delay/2"), session.get("https://httpbin.org/delay/1"))


asyncio.run(main())
