# expect: exited
# exit: 1
# seconds: 0.5
import time

time.sleep(0.5)
raise RuntimeError("as planned")
