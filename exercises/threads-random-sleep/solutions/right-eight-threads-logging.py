# expect: all
import logging
import random
import threading
import time

logging.basicConfig(level=logging.INFO, format="%(relativeCreated)d %(threadName)s %(message)s")


def worker():
    logging.info("begins")
    time.sleep(random.expovariate(1))
    logging.info("ends")


pool = [threading.Thread(target=worker, name=f"W{i}") for i in range(8)]
for t in pool:
    t.start()
for t in pool:
    t.join()
logging.info("finished")
