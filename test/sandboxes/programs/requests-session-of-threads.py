# expect: exited
# exit: 0
# stdout: [200, 200, 200, 200, 200, 200] True
import time
from concurrent.futures import ThreadPoolExecutor

import requests

session = requests.Session()
session.get("https://httpbin.org/get")
begin = time.monotonic()
with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(lambda _: session.get("https://httpbin.org/delay/1").status_code, range(6))), 2 <= time.monotonic() - begin < 2.3)
