# expect: all
import multiprocessing

CHECK = sum(i * i for i in range(1, 11))  # at the top: every spawned process computes this again when it imports us


def work(bounds, queue):
    low, high = bounds
    queue.put((low, sum(i * i for i in range(low, high))))


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    queue = context.SimpleQueue()
    processes = [context.Process(target=work, args=((low, low + 25), queue)) for low in range(1, 101, 25)]
    for p in processes:
        p.start()
    parts = dict(queue.get() for _ in processes)
    for p in processes:
        p.join()
    print("answer:", sum(parts.values()))
