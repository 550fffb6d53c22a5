# expect: all
import logging
import pathlib
from concurrent.futures import ThreadPoolExecutor, as_completed

import httpx

logging.basicConfig(filename="downloads.log", level=logging.INFO)
target = pathlib.Path("files")
target.mkdir(exist_ok=True)
urls = ["https://httpbin.org/image/png", "https://httpbin.org/image/jpeg", "https://httpbin.org/html", "https://httpbin.org/xml"]


def fetch(client, url):
    response = client.get(url)
    response.raise_for_status()
    name = url.split("/")[-1]
    (target / name).write_bytes(response.content)
    return name, len(response.content)


with httpx.Client(timeout=15) as client, ThreadPoolExecutor(4) as pool:
    futures = {pool.submit(fetch, client, url): url for url in urls}
    for future in as_completed(futures):
        name, size = future.result()
        logging.info("%s: %d bytes", name, size)
        print("done:", name)
pathlib.Path("summary.csv").write_text("\n".join(f"{p.name},{p.stat().st_size}" for p in sorted(target.iterdir())))
