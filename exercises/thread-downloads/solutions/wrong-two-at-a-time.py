# expect-fail: overlap
import threading
import requests

slots = threading.BoundedSemaphore(2)


def download(number):
    with slots:
        content = requests.get(f"https://example.com/{number}.jpg").content
    with open(f"{number}.jpg", "wb") as file:
        file.write(content)


threads = [threading.Thread(target=download, args=(number,)) for number in (1, 2, 3)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
