# expect: all
import asyncio
import random
import time
from multiprocessing.dummy import Pool


def task(n):
    time.sleep(random.uniform(0.1, 2))
    print("task", n)


async def main():
    with Pool(5) as pool:
        await asyncio.to_thread(pool.map, task, range(5))


asyncio.run(main())
