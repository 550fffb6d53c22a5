# expect-fail: event-loop
import threading

import requests


def fetch(url):
    print(requests.get(url).status_code)


threads = [threading.Thread(target=fetch, args=(f"https://httpbin.org/delay/{n}",)) for n in (2, 1)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
