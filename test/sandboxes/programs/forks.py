# expect: exited
# exit: 0
# stdout: [1, 2, 3]
# seconds: 3
import os
import time

children = {}
for number in (3, 1, 2):
    child = os.fork()
    if child == 0:
        time.sleep(number)
        os._exit(number)
    children[child] = number
ended = []
while children:
    child, status = os.wait()
    assert os.waitstatus_to_exitcode(status) == children.pop(child)
    ended.append(os.waitstatus_to_exitcode(status))
print(ended)
