# expect: timed-out-real | timed-out-virtual | cpu-exceeded
# limits: realMs=600 cpuMs=500
import signal

signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 1e-6, 1e-6)
while True:
    signal.pause()
