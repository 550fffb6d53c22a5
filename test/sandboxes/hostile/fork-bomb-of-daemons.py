# expect: too-many-processes
# Each child leaves its session and its parent behind.
import os

while True:
    if os.fork() == 0:
        os.setsid()
        if os.fork() > 0:
            os._exit(0)
