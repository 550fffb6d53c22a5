# expect-fail: four-processes
from multiprocessing import Process, Queue
def f(q, a): q.put(sum(n*n for n in range(a, a+25)))
def collect(q): print(sum(q.get() for _ in range(4)))
if __name__ == "__main__":
    q = Queue()
    c = Process(target=collect, args=(q,)); c.start()
    ps = [Process(target=f, args=(q, a)) for a in (1,26,51,76)]
    for p in ps: p.start()
    for p in ps + [c]: p.join()
