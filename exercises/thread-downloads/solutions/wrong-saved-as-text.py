# expect-fail: all-files
import threading
import requests


def download(number):
    response = requests.get(f"http://example.com/{number}.jpg")
    with open(f"picture{number}.jpg", "w", errors="ignore") as file:
        file.write(response.text)
    print("saved", number)


threads = [threading.Thread(target=download, args=(number,)) for number in range(1, 4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
