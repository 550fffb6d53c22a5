# expect: all
import threading
from pathlib import Path
import requests

places = threading.BoundedSemaphore(3)


def download(number):
    with places:
        content = requests.get(f"https://example.com/{number}.jpg").content
    Path(f"{number}.jpg").write_bytes(content)


threads = [threading.Thread(target=download, args=(number,)) for number in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
