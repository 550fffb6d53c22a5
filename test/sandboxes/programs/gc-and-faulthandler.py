# expect: exited
# exit: 0
# stdout: dumped
# seconds: 2
import faulthandler
import gc
import time

gc.set_debug(0)
gc.collect()
faulthandler.enable()
faulthandler.dump_traceback_later(1, file=open("/box/dump", "w"))
time.sleep(2)
faulthandler.cancel_dump_traceback_later()
print("dumped" if "Timeout" in open("/box/dump").read() else "not dumped")
