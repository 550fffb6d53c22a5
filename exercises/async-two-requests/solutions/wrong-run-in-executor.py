# expect-fail: event-loop
import asyncio

import requests


async def main():
    loop = asyncio.get_event_loop()
    futures = [
        loop.run_in_executor(None, requests.get, "https://httpbin.org/delay/2"),
        loop.run_in_executor(None, requests.get, "https://httpbin.org/delay/2"),
    ]
    for response in await asyncio.gather(*futures):
        print(response.status_code)


asyncio.run(main())
