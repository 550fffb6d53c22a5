# expect: exited
# stdout-contains: parents live
import os
import signal

for number in (9, 15, 2, 6, 11, signal.SIGSTOP, signal.SIGTSTP):
    for target in (os.getppid(), 1):
        os.kill(target, number)
print("parents live")
