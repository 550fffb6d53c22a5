# expect: all
import asyncio
import random
import threading


async def nap(n):
    await asyncio.sleep(random.randint(10, 30) / 10)
    print(f"loop {n} is done")


threads = [threading.Thread(target=lambda n=n: asyncio.run(nap(n))) for n in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
