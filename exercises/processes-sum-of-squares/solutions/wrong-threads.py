# expect-fail: four-processes, split-work, parallel
import threading

parts = []


def work(low):
    parts.append(sum(i * i for i in range(low, low + 25)))


threads = [threading.Thread(target=work, args=(low,)) for low in (1, 26, 51, 76)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sum(parts))
