# expect: all
import random
import threading
import time

for i in range(5):
    threading.Thread(
        target=lambda n=i: (time.sleep(random.uniform(0.1, 5)), print("Message from thread", n))
    ).start()
