import multiprocessing

def compute(n):
    result = sum(i*i for i in range(n))
    print(f"Computed {result}")

numbers = [10000000, 20000000, 30000000]

if __name__ == "__main__":
    processes = [multiprocessing.Process(target=compute, args=(n,)) for n in numbers]

    for p in processes:
        p.start()

    for p in processes:
        p.join()
