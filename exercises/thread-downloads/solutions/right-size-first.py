# expect: all
# Asks for the size of each file before the download, as programs with a progress bar do.
import threading
import requests


def download(url, name):
    size = int(requests.head(url).headers["Content-Length"])
    with requests.get(url, stream=True) as response, open(name, "wb") as file:
        for piece in response.iter_content(4096):
            file.write(piece)
            print(f"{name}: {file.tell() * 100 // size} %")


threads = [threading.Thread(target=download, args=(f"http://example.com/{i}.jpg", f"{i}.jpg")) for i in (1, 2, 3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
