# expect: exited
# exit: 0
# stdout: main ends
# stdout: child ends
# seconds: 2
# What a program left running belongs to the run.
import os
import sys
import time

if os.fork() == 0:
    time.sleep(2)
    print("child ends")
    sys.exit()
print("main ends")
