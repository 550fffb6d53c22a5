import asyncio
import http.client
import multiprocessing as mp
import threading
from time import perf_counter

HOST = "httpbin.org"
PATHS = ["/delay/1", "/delay/2"]


def fetch(path):
    connection = http.client.HTTPConnection(HOST)
    connection.request("GET", path)
    connection.getresponse().read()
    connection.close()


class Downloader(threading.Thread):
    def __init__(self, path):
        super().__init__()
        self.path = path

    def run(self):
        fetch(self.path)


async def fetch_async(path):
    reader, writer = await asyncio.open_connection(HOST, 80)
    writer.write(f"GET {path} HTTP/1.0\r\nHost: {HOST}\r\n\r\n".encode())
    await reader.read()
    writer.close()


async def all_async():
    for done in asyncio.as_completed([fetch_async(path) for path in PATHS]):
        await done


def ms_since(start):
    return round((perf_counter() - start) * 1000)


if __name__ == "__main__":
    start = perf_counter()
    group = [Downloader(path) for path in PATHS]
    [each.start() for each in group]
    [each.join() for each in group]
    with_threads = ms_since(start)

    context = mp.get_context("spawn")
    start = perf_counter()
    group = [context.Process(target=fetch, args=(path,)) for path in PATHS]
    [each.start() for each in group]
    [each.join() for each in group]
    with_processes = ms_since(start)

    start = perf_counter()
    asyncio.run(all_async())
    with_asyncio = ms_since(start)

    print(f"{with_threads} ms with threads, {with_processes} ms with processes, {with_asyncio} ms with asyncio")
