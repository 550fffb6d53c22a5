# expect: all
import threading
import urllib.request

def download(url, filename):
    urllib.request.urlretrieve(url, filename)
    print(f"Downloaded {filename}")

urls = ["http://example.com/1.jpg", "http://example.com/2.jpg", "http://example.com/3.jpg"]
filenames = ["1.jpg", "2.jpg", "3.jpg"]

for url, filename in zip(urls, filenames):
    threading.Thread(target=download, args=(url, filename)).start()
