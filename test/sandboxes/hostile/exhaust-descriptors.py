# expect: exited
# stdout-contains: Too many open files
# seconds: 1
import os
import time

keep = []
try:
    while True:
        keep.append(os.open("/dev/null", os.O_RDONLY))
except OSError as error:
    print(error.strerror)
time.sleep(1)
