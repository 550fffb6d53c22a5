# expect: cpu-exceeded
# limits: cpuMs=300
import threading


def spin():
    while True:
        pass


for _ in range(8):
    threading.Thread(target=spin).start()
