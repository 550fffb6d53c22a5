# expect: exited | too-many-processes
# 300 children end and nobody waits for them; no more than the limit is ever alive.
import os

for number in range(300):
    try:
        if os.fork() == 0:
            os._exit(0)
    except BlockingIOError:
        print("no more after", number)
        break
