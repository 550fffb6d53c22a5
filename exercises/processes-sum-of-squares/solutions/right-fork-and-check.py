# expect: all
import os


def run():
    check = sum(i * i for i in range(1, 101))
    readers = []
    for k in range(4):
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.write(writer, str(sum(i * i for i in range(k * 25 + 1, k * 25 + 26))).encode())
            os._exit(0)
        os.close(writer)
        readers.append(reader)
    parts = [int(os.read(reader, 64)) for reader in readers]
    for _ in readers:
        os.wait()
    print(parts, sum(parts), "as expected" if sum(parts) == check else "oh no")


run()
