# expect: all
import multiprocessing

def compute(n):
    result = sum(i*i for i in range(n))
    print(f"Computed {result}")

numbers = [3000000, 4000000, 5000000]

if __name__ == "__main__":
    processes = [multiprocessing.Process(target=compute, args=(n,)) for n in numbers]

    for p in processes:
        p.start()

    for p in processes:
        p.join()
