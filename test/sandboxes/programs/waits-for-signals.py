# expect: exited
# exit: 0
# stdout: None 1.0
# stdout: 10 2.0
# seconds: 2
import os
import signal
import threading
import time

begin = time.monotonic()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
print(signal.sigtimedwait([signal.SIGUSR1], 1), round(time.monotonic() - begin, 1))
threading.Timer(1, os.kill, (os.getpid(), signal.SIGUSR1)).start()
print(signal.sigtimedwait([signal.SIGUSR1], 10).si_signo, round(time.monotonic() - begin, 1))
