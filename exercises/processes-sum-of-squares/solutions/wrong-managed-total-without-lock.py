# expect-fail: answer
from multiprocessing import Manager, Process


def work(numbers, shared):
    for n in numbers:
        shared["total"] += n ** 2


if __name__ == "__main__":
    with Manager() as manager:
        shared = manager.dict(total=0)
        crew = [Process(target=work, args=(range(k, 101, 4), shared)) for k in range(1, 5)]
        for p in crew:
            p.start()
        for p in crew:
            p.join()
        print("The sum is", shared["total"])
