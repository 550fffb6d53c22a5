# expect: exited
# exit: 0
# stdout: [] 1.0
# stdout: [] 1.5
# stdout: [] 2.0
# stdout: [] 2.5
# stdout: 1 3.0
# seconds: 3
import os
import select
import selectors
import threading
import time

begin = time.monotonic()


def now():
    return round(time.monotonic() - begin, 1)


reading, writing = os.pipe()
print(select.select([reading], [], [], 1)[0], now())
poll = select.poll()
poll.register(reading, select.POLLIN)
print(poll.poll(500), now())
epoll = select.epoll()
epoll.register(reading, select.EPOLLIN)
print(epoll.poll(0.5), now())
selector = selectors.DefaultSelector()
selector.register(reading, selectors.EVENT_READ)
print(selector.select(0.5), now())
threading.Timer(0.5, os.write, (writing, b"x")).start()
print(len(selector.select(10)), now())
