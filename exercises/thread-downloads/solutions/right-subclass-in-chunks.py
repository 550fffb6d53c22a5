# expect: all
import os
from threading import Thread

import requests


class Downloader(Thread):
    def __init__(self, url, folder):
        super().__init__(name=url)
        self.url, self.path, self.size = url, os.path.join(folder, url.rsplit("/", 1)[-1]), 0

    def run(self):
        with requests.get(self.url, stream=True, timeout=10) as response:
            response.raise_for_status()
            with open(self.path, "wb") as file:
                for chunk in response.iter_content(chunk_size=4096):
                    file.write(chunk)
                    self.size += len(chunk)


os.makedirs("downloads", exist_ok=True)
names = ["report.pdf", "picture.png", "song.mp3", "table.csv"]
downloaders = [Downloader(f"https://files.example.org/{name}", "downloads") for name in names]
for downloader in downloaders:
    downloader.start()
for downloader in downloaders:
    downloader.join()
    print(downloader.path, downloader.size)
