# expect: all
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

if __name__ == "__main__":
    with ProcessPoolExecutor(max_workers=4) as executor:
        print(sum(executor.map(pow, range(1, 101), repeat(2), chunksize=25)))
