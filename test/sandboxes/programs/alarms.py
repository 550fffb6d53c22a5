# expect: exited
# exit: 0
# stdout: alarm 2.0
# stdout: interrupted by TimeoutError 3.0
# stdout: ticks 5 5.5
# seconds: 5.5
import signal
import time

begin = time.monotonic()


def now():
    return round(time.monotonic() - begin, 1)


signal.signal(signal.SIGALRM, lambda *_: print("alarm", now()))
signal.alarm(2)
signal.pause()


def give_up(*_):
    raise TimeoutError


signal.signal(signal.SIGALRM, give_up)
signal.alarm(1)
try:
    time.sleep(10)
except TimeoutError as error:
    print("interrupted by", type(error).__name__, now())
ticks = 0


def tick(*_):
    global ticks
    ticks += 1


signal.signal(signal.SIGALRM, tick)
signal.setitimer(signal.ITIMER_REAL, 0.5, 0.5)
while ticks < 5:
    signal.pause()
signal.setitimer(signal.ITIMER_REAL, 0)
print("ticks", ticks, now())
