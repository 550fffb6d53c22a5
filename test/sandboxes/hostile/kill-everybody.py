# expect: exited
# stdout-contains: alone
import os
import time

if os.fork() == 0:
    time.sleep(20)
os.kill(-1, 9)
print("alone")
