# expect: deadlocked
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor(1) as pool:
    pool.submit(lambda: pool.submit(int).result()).result()
