# expect: exited
# stdout-contains: executed
# seconds: 1
import os
import sys
import threading
import time

if len(sys.argv) == 1:
    threading.Thread(target=os.execv, args=("/usr/bin/python3", ["python3", __file__, "again"])).start()
    time.sleep(10)
time.sleep(1)
print("executed")
