# expect-fail: both-requests, event-loop, concurrent, follows-the-longest
import asyncio
import time


async def fetch_data(api, delay):
    print(f"Fetching {api}")
    await asyncio.sleep(delay)
    return {"url": f"https://httpbin.org/delay/{delay}"}


async def main():
    start = time.time()
    print(await asyncio.gather(fetch_data("one", 2), fetch_data("two", 1)))
    print(f"Total time: {time.time() - start:.2f} s")


asyncio.run(main())
