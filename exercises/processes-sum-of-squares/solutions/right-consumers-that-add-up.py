# expect: all
import multiprocessing


def consumer(numbers, results):
    total = 0
    for n in iter(numbers.get, None):
        total += n * n
    results.put(total)


if __name__ == "__main__":
    numbers, results = multiprocessing.Queue(), multiprocessing.Queue()
    for n in range(1, 101):
        numbers.put(n)
    for _ in range(4):
        numbers.put(None)
    consumers = [multiprocessing.Process(target=consumer, args=(numbers, results)) for _ in range(4)]
    for c in consumers:
        c.start()
    print(sum(results.get() for _ in consumers))
    for c in consumers:
        c.join()
