# expect: exited | signalled
import os
import resource

resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
os.execv("/bin/echo", ["echo", "hello"])
