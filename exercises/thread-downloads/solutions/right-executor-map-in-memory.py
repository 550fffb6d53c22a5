# expect: all
from concurrent.futures import ThreadPoolExecutor
from urllib.request import Request, urlopen

URLS = [f"https://example.com/{i}.jpg" for i in range(1, 6)]


def size_of(url):
    with urlopen(Request(url, headers={"User-Agent": "lesson"}), timeout=20) as answer:
        return len(answer.read())


with ThreadPoolExecutor(max_workers=len(URLS)) as pool:
    for url, size in zip(URLS, pool.map(size_of, URLS)):
        print(f"{url}: {size} bytes")
