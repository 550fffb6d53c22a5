# expect: too-many-processes
import os

while True:
    os.posix_spawn("/bin/sleep", ["sleep", "1000"], {})
