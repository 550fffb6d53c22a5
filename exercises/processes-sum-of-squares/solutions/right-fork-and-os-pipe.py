# expect: all
import os


def squares_between(a, b):
    total = 0
    for i in range(a, b + 1):
        total += i**2
    return total


readers = []
for k in range(4):
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.close(reader)
        os.write(writer, b"%d" % squares_between(k * 25 + 1, k * 25 + 25))
        os._exit(0)
    os.close(writer)
    readers.append(reader)

print(sum(int(os.read(reader, 20)) for reader in readers))
for _ in readers:
    os.wait()
