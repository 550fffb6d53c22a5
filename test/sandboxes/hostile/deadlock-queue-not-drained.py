# expect: deadlocked
# The classic: a child that put much into a queue cannot end before it is read.
import multiprocessing


def put(queue):
    queue.put("x" * 1_000_000)


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    worker = multiprocessing.Process(target=put, args=(queue,))
    worker.start()
    worker.join()
    queue.get()
