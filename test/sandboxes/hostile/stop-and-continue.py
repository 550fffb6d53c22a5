# expect: exited
# stdout-contains: continued after 3.0 s
import os
import signal
import time

begin = time.monotonic()
child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGSTOP)
    os._exit(7)
_, status = os.waitpid(child, os.WUNTRACED)
assert os.WIFSTOPPED(status)
time.sleep(3)
os.kill(child, signal.SIGCONT)
_, status = os.waitpid(child, 0)
assert os.WEXITSTATUS(status) == 7
print(f"continued after {time.monotonic() - begin:.1f} s")
