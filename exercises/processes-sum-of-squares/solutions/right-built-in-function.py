# expect: all
"""The tasks are calls of the built-in pow: no code of this file runs in the workers."""
from itertools import repeat
from multiprocessing import Pool

if __name__ == "__main__":
    with Pool(4) as pool:
        print(sum(pool.starmap(pow, zip(range(1, 101), repeat(2)))))
