# expect: all
import os


def fork_sum(n):
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        total = i = 0
        while i < n:
            total += i * i
            i += 1
        os.write(writing, str(total).encode())
        os._exit(0)
    os.close(writing)
    return reading


pipes = {n: fork_sum(n) for n in (3000000, 4000000, 5000000)}
for n, pipe in pipes.items():
    print(n, os.read(pipe, 100).decode())
    os.wait()
