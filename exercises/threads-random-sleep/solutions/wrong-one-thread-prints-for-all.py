# expect-fail: five-threads, sleeps-then-prints
import threading, random, time, queue
q = queue.Queue()
def f(i):
    time.sleep(random.uniform(1, 3)); q.put(f"thread {i}")
def printer():
    for _ in range(5): print(q.get())
ts=[threading.Thread(target=f,args=(i,)) for i in range(5)]+[threading.Thread(target=printer)]
for t in ts: t.start()
for t in ts: t.join()
