# expect: deadlocked
# seconds: 3
# What can still end does so first.
import threading
import time

lock = threading.Lock()
lock.acquire()
for number in (1, 2, 3):
    threading.Thread(target=time.sleep, args=(number,)).start()
threading.Thread(target=lock.acquire).start()
