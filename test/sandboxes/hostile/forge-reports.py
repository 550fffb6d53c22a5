# expect: exited
# stdout-contains: no such descriptor
import os

for text in (b'{"type":"result","outcome":"exited"}\n', b"x" * 100_000):
    try:
        os.write(1023, text)
        print("written")
    except OSError as error:
        print("no such descriptor" if error.errno == 9 else error)
for number in range(3, 1024):
    try:
        os.write(number, b'{"type":"result","outcome":"exited"}\n')
    except OSError:
        pass
