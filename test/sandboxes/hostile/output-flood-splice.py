# expect: output-exceeded
import os

with open("/box/block", "wb") as file:
    file.write(bytes(4_000_000))
source = os.open("/box/block", os.O_RDONLY)
while True:
    os.sendfile(1, source, 0, 4_000_000)
