# expect: too-many-processes
import os

while True:
    os.fork()
