# expect: exited
# exit: 0
# stdout: 40
import logging
import multiprocessing
import threading

logging.basicConfig(filename="/box/log", format="%(processName)s %(threadName)s %(asctime)s %(message)s")


def work():
    for number in range(10):
        logging.warning("line %d", number)


if __name__ == "__main__":
    # The processes first: a fork while a thread writes would copy the locked file, and that is a deadlock on any machine.
    workers = [multiprocessing.get_context("fork").Process(target=work) for _ in range(2)] + [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(len(open("/box/log").readlines()))
