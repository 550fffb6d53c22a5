# expect: exited | signalled
import os

try:
    while True:
        os.set_inheritable(os.open("/dev/null", os.O_RDONLY), True)
except OSError:
    pass
os.execv("/bin/echo", ["echo", "hello"])
