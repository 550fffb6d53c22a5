# expect: exited
# exit: 0
# stdout: mine
# A file of the student's own is found before the library's.
open("/box/queue.py", "w").write("name = 'mine'")
import queue

print(queue.name)
