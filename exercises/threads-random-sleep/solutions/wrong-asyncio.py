# expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import asyncio
import random


async def task(n):
    await asyncio.sleep(random.uniform(1, 3))
    print("task", n)


async def main():
    await asyncio.gather(*(task(n) for n in range(5)))


asyncio.run(main())
