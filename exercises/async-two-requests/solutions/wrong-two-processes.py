# expect-fail: event-loop
import multiprocessing
import urllib.request


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        print(answer.status)


if __name__ == "__main__":
    workers = [
        multiprocessing.Process(target=fetch, args=(url,))
        for url in ("https://httpbin.org/delay/2", "https://httpbin.org/delay/1")
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
