# expect: exited
# exit: 0
# stdout: ReadTimeout 1.0
# stdout: 200 2.0
# stdout: 200 https://httpbin.org/get
# stdout: ConnectionError
# stdout: HTTPError 404
import time

import requests

begin = time.monotonic()
try:
    requests.get("https://httpbin.org/delay/2", timeout=1)
except requests.exceptions.Timeout as error:
    print(type(error).__name__, round(time.monotonic() - begin, 1))
begin = time.monotonic()
print(requests.get("https://httpbin.org/delay/2", timeout=3).status_code, round(time.monotonic() - begin, 1))
answer = requests.get("https://httpbin.org/redirect/3")
print(answer.status_code, answer.url)
try:
    requests.get("http://no-such-host.invalid/")
except requests.exceptions.ConnectionError as error:
    print(type(error).__name__)
try:
    requests.get("https://httpbin.org/status/404").raise_for_status()
except requests.HTTPError as error:
    print(type(error).__name__, error.response.status_code)
