# expect: deadlocked
import os

reading, writing = os.pipe()
while True:
    os.write(writing, b"x" * 4096)
