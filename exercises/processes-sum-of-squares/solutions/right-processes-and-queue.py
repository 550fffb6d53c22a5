# expect: all
import multiprocessing


def partial_sum(start, end, queue):
    queue.put(sum(i * i for i in range(start, end + 1)))


if __name__ == "__main__":
    queue = multiprocessing.Queue()
    processes = []
    for start in (1, 26, 51, 76):
        process = multiprocessing.Process(target=partial_sum, args=(start, start + 24, queue))
        processes.append(process)
        process.start()

    total = sum(queue.get() for _ in processes)
    for process in processes:
        process.join()
    print("Sum of squares from 1 to 100:", total)
