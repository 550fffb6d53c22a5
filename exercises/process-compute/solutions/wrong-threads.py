# expect-fail: processes, parallel, shares-the-cores
from threading import Thread

SIZES = [3_000_000, 4_000_000, 5_000_000]


def compute(n):
    print(n, sum(i * i for i in range(n)))


threads = [Thread(target=compute, args=(n,)) for n in SIZES]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
