# expect: all
"""Each process adds its part to the total of the one before it."""
from multiprocessing import Pipe, Process


def stage(numbers, before, after):
    total = before.recv()
    after.send(total + sum(n * n for n in numbers))


if __name__ == "__main__":
    pipes = [Pipe(duplex=False) for _ in range(5)]
    stages = [
        Process(target=stage, args=(range(25 * k + 1, 25 * k + 26), pipes[k][0], pipes[k + 1][1])) for k in range(4)
    ]
    for p in stages:
        p.start()
    pipes[0][1].send(0)
    print("total:", pipes[4][0].recv())
    for p in stages:
        p.join()
