# expect-fail: threads, overlap
import threading
import urllib.request

urls = ["http://example.com/1.jpg", "http://example.com/2.jpg", "http://example.com/3.jpg"]

def download(url):
    name = url.split("/")[-1]
    urllib.request.urlretrieve(url, name)
    print("Downloaded", name)


for url in urls:
    download(url)
