# expect: deadlocked
import threading

condition = threading.Condition()
with condition:
    condition.wait()
