# expect-fail: runs, answer, four-processes, split-work, parallel
import multiprocessing


def work(low, results):
    results.append(sum(i * i for i in range(low, low + 25)))


results = multiprocessing.Manager.list()
processes = [multiprocessing.Process(target=work, args=(low, results)) for low in (1, 26, 51, 76)]
for p in processes:
    p.start()
print(sum(results))
