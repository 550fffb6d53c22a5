# expect: exited
# stdout-contains: 30 times
import os
import sys

count = int(sys.argv[1]) if len(sys.argv) > 1 else 0
if count < 30:
    os.execv("/usr/bin/python3", ["python3", "-S", "-E", __file__, str(count + 1)])
print(count, "times")
