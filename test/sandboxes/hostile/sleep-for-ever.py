# expect: timed-out-virtual
import time

time.sleep(1e9)
