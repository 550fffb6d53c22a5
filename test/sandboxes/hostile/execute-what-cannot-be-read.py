# expect: exited
# stdout-contains: ended
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


run("executable-only", program(0x400078, 1))
run("nowhere", program(0x700000, 5))
run("in-the-kernel", program(0xFFFFFFFF81000000, 5))
run("at-the-end", program(0x400FFF, 5))
print("ended")
