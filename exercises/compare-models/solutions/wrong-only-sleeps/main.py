import asyncio
import multiprocessing
import threading
import time


def download(url):
    time.sleep(2)


async def download_async(url):
    await asyncio.sleep(2)


async def main():
    await asyncio.gather(*(download_async(n) for n in range(3)))


def run(kind):
    workers = [kind(target=download, args=(n,)) for n in range(3)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]


if __name__ == "__main__":
    start = time.time()
    run(threading.Thread)
    print("threads:", time.time() - start)
    start = time.time()
    run(multiprocessing.Process)
    print("processes:", time.time() - start)
    start = time.time()
    asyncio.run(main())
    print("asyncio:", time.time() - start)
