# expect: exited
# stdout-contains: still here
# seconds: 3
# The first thread ends alone (pthread_exit); the others live on.
import ctypes
import threading
import time


def stay():
    time.sleep(3)
    print("still here", flush=True)
    ctypes.CDLL(None)._exit(0)


threading.Thread(target=stay).start()
time.sleep(1)
ctypes.CDLL(None).syscall(60, 0)
