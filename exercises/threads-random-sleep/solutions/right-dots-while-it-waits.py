# expect: all
import threading, random, time, sys
def f(i):
    end = time.monotonic() + random.uniform(1, 2)
    while time.monotonic() < end:
        sys.stdout.write("."); sys.stdout.flush(); time.sleep(0.1)
    print("done", i)
ts=[threading.Thread(target=f,args=(i,)) for i in range(5)]
for t in ts: t.start()
for t in ts: t.join()
