# expect-fail: threads, overlap
import asyncio
import aiohttp


async def download(session, number):
    async with session.get(f"http://example.com/{number}.jpg") as response:
        data = await response.read()
    with open(f"{number}.jpg", "wb") as file:
        file.write(data)


async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(download(session, number) for number in (1, 2, 3)))


asyncio.run(main())
