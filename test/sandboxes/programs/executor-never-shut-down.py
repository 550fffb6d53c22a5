# expect: exited
# exit: 0
# stdout: submitted
# stdout: 3
# seconds: 2
import time
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(2)
for _ in range(3):
    pool.submit(time.sleep, 1)
pool.submit(lambda: print(3))
print("submitted")
