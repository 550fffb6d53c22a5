# expect-fail: all-files
from concurrent.futures import ThreadPoolExecutor
import requests

urls = ["https://httpbin.org/image/png", "https://httpbin.org/image/jpeg", "https://httpbin.org/status/404", "https://httpbin.org/image/svg"]


def download(url):
    with open(url.split("/")[-1], "wb") as file:
        file.write(requests.get(url).content)


with ThreadPoolExecutor(4) as pool:
    list(pool.map(download, urls))
