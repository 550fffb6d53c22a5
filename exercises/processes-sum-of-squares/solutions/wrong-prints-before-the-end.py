# expect-fail: answer
from multiprocessing import Process, Value
def f(v, a):
    s = sum(n*n for n in range(a, a+25))
    with v.get_lock(): v.value += s
if __name__ == "__main__":
    v = Value("i", 0)
    for a in (1,26,51,76): Process(target=f, args=(v, a)).start()
    print(v.value)
