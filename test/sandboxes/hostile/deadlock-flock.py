# expect: deadlocked
import fcntl
import os

first = os.open("/box/lock", os.O_CREAT | os.O_RDWR)
fcntl.flock(first, fcntl.LOCK_EX)
second = os.open("/box/lock", os.O_RDWR)
fcntl.flock(second, fcntl.LOCK_EX)
