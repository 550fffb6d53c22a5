# expect-fail: event-loop
import asyncio
import urllib.request


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return len(answer.read())


async def main():
    print(
        await asyncio.gather(
            asyncio.to_thread(fetch, "https://httpbin.org/delay/2"),
            asyncio.to_thread(fetch, "http://example.com/"),
        )
    )


asyncio.run(main())
