# expect: all
from multiprocessing import Process, Queue
def leaf(q, a): q.put(sum(n*n for n in range(a, a+25)))
def node(q, a):
    p = Process(target=leaf, args=(q, a)); p.start()
    leaf(q, a + 25); p.join()
if __name__ == "__main__":
    q = Queue()
    ps = [Process(target=node, args=(q, a)) for a in (1,51)]
    for p in ps: p.start()
    print(sum(q.get() for _ in range(4)))
    for p in ps: p.join()
