# expect: cpu-exceeded | timed-out-real
# limits: realMs=1500 cpuMs=400
import os
import signal

for number in (signal.SIGUSR1, signal.SIGRTMIN, signal.SIGCHLD):
    signal.signal(number, lambda *_: None)
main = os.getpid()
for _ in range(10):
    if os.fork() == 0:
        while True:
            os.kill(main, signal.SIGRTMIN)
            os.kill(0, signal.SIGCHLD)
while True:
    signal.pause()
