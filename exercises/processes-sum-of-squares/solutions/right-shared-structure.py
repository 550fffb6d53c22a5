# expect: all
import ctypes
from multiprocessing import Process
from multiprocessing.sharedctypes import Value
class Part(ctypes.Structure):
    _fields_ = [("total", ctypes.c_int64)]
def f(v, a): v.total = sum(n*n for n in range(a, a+25))
if __name__ == "__main__":
    vs = [Value(Part) for _ in range(4)]
    ps = [Process(target=f, args=(v, a)) for v, a in zip(vs, (1,26,51,76))]
    for p in ps: p.start()
    for p in ps: p.join()
    print(sum(v.total for v in vs))
