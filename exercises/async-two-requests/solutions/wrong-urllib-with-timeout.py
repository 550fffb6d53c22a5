# expect-fail: event-loop, concurrent, follows-the-longest
import asyncio
import urllib.request


async def fetch(url):
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read()


async def main():
    tasks = [asyncio.create_task(fetch(f"https://httpbin.org/delay/{n}")) for n in (2, 1)]
    for task in tasks:
        print(len(await task))


asyncio.run(main())
