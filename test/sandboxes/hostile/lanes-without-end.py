# expect: exited | cpu-exceeded | timed-out-real
# limits: cpuMs=1000 realMs=2000
# More lanes, one after the other, than anybody would draw.
import threading

for _ in range(20_000):
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
