# expect: exited
# exit: 0
# stdout: end
# seconds: 1
import threading
import time

for _ in range(5):
    threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
time.sleep(1)
print("end")
