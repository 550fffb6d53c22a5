# expect: all
import os
import threading
import time

import requests

URLS = ["https://example.com/1.jpg", "https://example.com/2.jpg", "https://example.com/3.jpg"]
slots = threading.Semaphore(5)


def download(url):
    for attempt in range(3):
        try:
            with slots:
                response = requests.get(url, timeout=(3, 10))
                response.raise_for_status()
        except requests.RequestException as error:
            print("once more:", error)
            time.sleep(2**attempt)
            continue
        temporary = url.split("/")[-1] + ".part"
        with open(temporary, "wb") as file:
            file.write(response.content)
        os.replace(temporary, temporary.removesuffix(".part"))
        return


start = time.perf_counter()
for url in URLS:
    download(url)
print(f"one after the other: {time.perf_counter() - start:.2f} s")

start = time.perf_counter()
threads = []
for url in URLS:
    thread = threading.Thread(target=download, args=[url])
    thread.start()
    threads.append(thread)
while any(thread.is_alive() for thread in threads):
    time.sleep(0.05)
print(f"with threads: {time.perf_counter() - start:.2f} s")
