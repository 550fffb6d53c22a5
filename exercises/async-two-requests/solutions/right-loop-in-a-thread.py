# expect: all
# The main thread talks to an event loop that runs in another one; both requests are made there.
import asyncio
import threading

import httpx

loop = asyncio.new_event_loop()
runner = threading.Thread(target=loop.run_forever)
runner.start()


async def get(url):
    async with httpx.AsyncClient() as client:
        return (await client.get(url)).text


futures = [
    asyncio.run_coroutine_threadsafe(get(url), loop)
    for url in ("https://httpbin.org/delay/2", "https://httpbin.org/delay/1")
]
print([len(future.result()) for future in futures])
loop.call_soon_threadsafe(loop.stop)
runner.join()
loop.close()
