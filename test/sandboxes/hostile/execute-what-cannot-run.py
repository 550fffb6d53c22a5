# expect: exited
# stdout-contains: ended
# limits: realMs=4000
# Its first instruction lies in memory that is not executable.
import os
import struct


def program(entry, flags, code=b"\x90" * 400):
    """The smallest ELF file: one segment."""
    head = struct.pack("<16sHHIQQQIHHHHHH", b"\x7fELF\x02\x01\x01" + bytes(9), 2, 62, 1, entry, 64, 0, 0, 64, 56, 1, 64, 0, 0)
    return head + struct.pack("<IIQQQQQQ", 1, flags, 0, 0x400000, 0x400000, 0x200, 0x200, 0x1000) + code


def run(name, content, mode=0o755):
    with open(f"/box/{name}", "wb") as file:
        file.write(content)
    os.chmod(f"/box/{name}", mode)
    child = os.fork()
    if child == 0:
        try:
            os.execv(f"/box/{name}", [name])
        finally:
            os._exit(99)
    return os.waitpid(child, 0)[1]


run("data", program(0x400078, 4))
print("ended")
