# expect: exited
# stdout-contains: ended
import os
import resource

for limit, value in ((resource.RLIMIT_AS, 2 << 20), (resource.RLIMIT_AS, 100_000), (resource.RLIMIT_STACK, 4096), (resource.RLIMIT_DATA, 4096)):
    if os.fork() == 0:
        resource.setrlimit(limit, (value, value))
        os.execv("/bin/echo", ["echo", "hello"])
    os.wait()
print("ended")
