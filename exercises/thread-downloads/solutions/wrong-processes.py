# expect-fail: threads, overlap
import multiprocessing
import threading
import urllib.request

urls = ["http://example.com/1.jpg", "http://example.com/2.jpg", "http://example.com/3.jpg"]

def download(url):
    name = url.split("/")[-1]
    urllib.request.urlretrieve(url, name)
    print("Downloaded", name)


if __name__ == "__main__":
    with multiprocessing.Pool(3) as pool:
        pool.map(download, urls)
