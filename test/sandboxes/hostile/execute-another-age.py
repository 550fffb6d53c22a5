# expect: exited
# stdout-contains: ended
# limits: realMs=4000
# A 32-bit program.
import os
import struct

head = struct.pack("<16sHHIIIIIHHHHHH", b"\x7fELF\x01\x01\x01" + bytes(9), 2, 3, 1, 0x8048054, 52, 0, 0, 52, 32, 1, 40, 0, 0)
segment = struct.pack("<IIIIIIII", 1, 0, 0x8048000, 0x8048000, 0x200, 0x200, 5, 0x1000)
with open("/box/old", "wb") as file:
    file.write(head + segment + b"\xb8\x01\x00\x00\x00\xbb\x07\x00\x00\x00\xcd\x80" + bytes(400))
os.chmod("/box/old", 0o755)
child = os.fork()
if child == 0:
    try:
        os.execv("/box/old", ["old"])
    finally:
        os._exit(3)
os.waitpid(child, 0)
print("ended")
