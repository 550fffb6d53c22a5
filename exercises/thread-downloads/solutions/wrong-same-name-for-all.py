# expect-fail: all-files
import threading
import urllib.request

urls = ["http://example.com/1.jpg", "http://example.com/2.jpg", "http://example.com/3.jpg"]


def download(url):
    urllib.request.urlretrieve(url, "picture.jpg")


threads = [threading.Thread(target=download, args=(url,)) for url in urls]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
