# expect: exited
# exit: 9
# seconds: 1
import os

os.execv("/bin/sh", ["sh", "-c", "sleep 1; exit 9"])
