# expect: exited
# exit: 0
# stdout: main goes on
import sys
import threading

thread = threading.Thread(target=sys.exit, args=(5,))
thread.start()
thread.join()
print("main goes on")
