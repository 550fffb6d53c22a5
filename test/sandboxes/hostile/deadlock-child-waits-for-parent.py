# expect: deadlocked
import os

from_parent, to_child = os.pipe()
child = os.fork()
if child == 0:
    os.read(from_parent, 1)
    os._exit(0)
os.waitpid(child, 0)
