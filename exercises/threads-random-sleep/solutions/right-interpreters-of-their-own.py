# expect: all
import threading, time, random
try: import _xxsubinterpreters as si
except ImportError: si = None
def f(i):
    d = random.uniform(.5, 1.5)
    if si:
        k = si.create(); si.run_string(k, f"import time; time.sleep({d})"); si.destroy(k)
    else: time.sleep(d)
    print("sub", i)
ts=[threading.Thread(target=f,args=(i,)) for i in range(5)]
for t in ts: t.start()
for t in ts: t.join()
