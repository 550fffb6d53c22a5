# expect: exited
# exit: 5
# The numbers of the output become other things; what is written there is no output.
import os

os.close(1)
assert os.open("/box/file", os.O_CREAT | os.O_RDWR) == 1
os.write(1, b"into a file")
reading, writing = os.pipe()
os.dup2(writing, 1)
os.write(1, b"into a pipe of mine")
assert os.read(reading, 100) == b"into a pipe of mine"
os._exit(5)
