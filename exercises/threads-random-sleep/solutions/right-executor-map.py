# expect: all
import random
import time
from concurrent.futures import ThreadPoolExecutor


def say(name):
    time.sleep(random.choice([0.5, 1, 1.5, 2]))
    print("hello from", name)


with ThreadPoolExecutor() as pool:
    pool.map(say, ["Ada", "Ben", "Cleo", "Dan", "Eve"])
