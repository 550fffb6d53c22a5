# expect: exited
# exit: 6
# seconds: 1
import os
import threading
import time


def end():
    time.sleep(1)
    os._exit(6)


for _ in range(20):
    threading.Thread(target=end).start()
time.sleep(10)
