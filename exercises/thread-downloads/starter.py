import threading
import urllib.request

URLS = ["http://example.com/1.jpg", "http://example.com/2.jpg", "http://example.com/3.jpg"]


def download(url, filename):
    # Fetch the URL and save what comes as a file of that name.
    ...


# Start one thread for each URL, and then wait for all of them.
