# expect: all
from decimal import Decimal
from multiprocessing import Pool
def f(a): return sum(Decimal(n) ** 2 for n in range(a, a+25))
if __name__ == "__main__":
    with Pool(4) as p: print(sum(p.map(f, (1,26,51,76))))
