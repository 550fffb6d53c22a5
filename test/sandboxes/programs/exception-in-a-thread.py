# expect: exited
# exit: 0
# stdout: main goes on
# seconds: 1
import threading
import time


def fail():
    raise RuntimeError("as planned")


threading.Thread(target=fail).start()
time.sleep(1)
print("main goes on")
