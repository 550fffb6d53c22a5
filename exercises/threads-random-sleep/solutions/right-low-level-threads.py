# expect: all
import _thread
import os
import random
import time


def task(number, done):
    time.sleep(random.randint(1, 10) / 10)
    os.write(1, f"thread {number}\n".encode())
    done.release()


locks = []
for number in range(5):
    lock = _thread.allocate_lock()
    lock.acquire()
    locks.append(lock)
    _thread.start_new_thread(task, (number, lock))

for lock in locks:
    lock.acquire()
