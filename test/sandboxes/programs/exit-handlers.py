# expect: exited
# exit: 0
# stdout: main
# stdout: thread
# stdout: second
# stdout: first
# seconds: 1
import atexit
import threading
import time

atexit.register(print, "first")
atexit.register(print, "second")
threading.Thread(target=lambda: (time.sleep(1), print("thread"))).start()
print("main")
