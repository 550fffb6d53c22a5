# expect-fail: all-files
import threading
import requests


def download(number):
    content = requests.get(f"http://example.com/{number}.jpg").content
    with open(f"downloads/{number}.jpg", "wb") as file:
        file.write(content)


threads = [threading.Thread(target=download, args=(number,)) for number in (1, 2, 3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("done")
