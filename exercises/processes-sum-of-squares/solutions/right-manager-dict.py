# expect: all
import multiprocessing


def compute(name, numbers, results):
    results[name] = sum([n * n for n in numbers])


if __name__ == "__main__":
    with multiprocessing.Manager() as manager:
        results = manager.dict()
        processes = []
        for k in range(4):
            numbers = list(range(k * 25 + 1, k * 25 + 26))
            processes.append(multiprocessing.Process(target=compute, args=(f"P{k}", numbers, results)))
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(dict(results))
        print("Total =", sum(results.values()))
