# expect: all
from multiprocessing import Pipe, Process


def work(connection):
    low, high = connection.recv()
    total = 0
    for n in range(low, high):
        total = total + n * n
    connection.send({"range": (low, high), "total": total})
    connection.close()


def main():
    workers = []
    for k in range(4):
        ours, theirs = Pipe()
        process = Process(target=work, args=(theirs,))
        process.start()
        ours.send((1 + 25 * k, 26 + 25 * k))
        workers.append((process, ours))
    answer = 0
    for process, ours in workers:
        answer += ours.recv()["total"]
        process.join()
    print("1^2 + ... + 100^2 =", answer)


if __name__ == "__main__":
    main()
