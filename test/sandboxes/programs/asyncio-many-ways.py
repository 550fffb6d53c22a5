# expect: exited
# exit: 0
# stdout: ['a', 'b', 'c'] 1.0
# stdout: timed out 1.5
# stdout: [0, 1, 2, 3, 4, 5] 3.5
# stdout: shielded 4.5
# stdout: 10 4.5
# seconds: 4.5
import asyncio
import time

begin = time.monotonic()


def now():
    return round(time.monotonic() - begin, 1)


async def after(seconds, value=None):
    await asyncio.sleep(seconds)
    return value


async def main():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(after(seconds, name)) for name, seconds in (("a", 1), ("b", 0.5), ("c", 0.1))]
    print([task.result() for task in tasks], now())
    try:
        async with asyncio.timeout(0.5):
            await after(5)
    except TimeoutError:
        print("timed out", now())
    semaphore = asyncio.Semaphore(3)

    async def limited(number):
        async with semaphore:
            return await after(1, number)

    print(await asyncio.gather(*map(limited, range(6))), now())
    inner = asyncio.ensure_future(after(1, "shielded"))
    try:
        await asyncio.wait_for(asyncio.shield(inner), 0.2)
    except TimeoutError:
        pass
    print(await inner, now())
    queue = asyncio.Queue(1)

    async def produce():
        for number in range(5):
            await queue.put(number)
        await queue.put(None)

    producer = asyncio.create_task(produce())
    total = 0
    while (number := await queue.get()) is not None:
        total += number
    await producer
    print(total, now())


asyncio.run(main())
