# expect-fail: threads, overlap
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

with ThreadPoolExecutor(max_workers=3) as pool:
    for number in (1, 2, 3):
        data = pool.submit(lambda: urlopen(f"http://example.com/{number}.jpg").read()).result()
        print(number, len(data))
