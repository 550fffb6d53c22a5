# expect: exited
# exit: 0
# stdout: 3.0
# seconds: 3
import time

begin = time.time()
for step in range(1, 4):
    time.sleep(begin + step - time.time())
print(round(time.time() - begin, 1))
