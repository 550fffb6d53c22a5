# expect: timed-out-virtual
import select
import threading
import time

threading.Thread(target=time.sleep, args=(9e9,)).start()
threading.Thread(target=threading.Event().wait, args=(threading.TIMEOUT_MAX,)).start()
select.select([], [], [], 1e9)
