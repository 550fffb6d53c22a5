# expect: all
import asyncio

import aiohttp


async def download(session, url):
    response = await session.get(url)
    try:
        return await response.text()
    finally:
        response.release()


async def both():
    session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
    tasks = {
        asyncio.ensure_future(download(session, "http://example.com/")),
        asyncio.ensure_future(download(session, "http://example.org/")),
    }
    done, pending = await asyncio.wait(tasks, return_when=asyncio.ALL_COMPLETED)
    await session.close()
    return [len(task.result()) for task in done], pending


loop = asyncio.new_event_loop()
lengths, pending = loop.run_until_complete(both())
loop.close()
print(lengths, len(pending))
