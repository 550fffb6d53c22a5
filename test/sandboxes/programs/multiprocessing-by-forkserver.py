# expect: exited
# exit: 0
# stdout: [0, 1, 4, 9] True
# stdout: ['child', 6, 60, [1, 2], 'shared']
import multiprocessing
import time
from multiprocessing import shared_memory


def square(number):
    time.sleep(1)
    return number * number


def work(pipe, value, array, condition, items, name):
    with value.get_lock():
        value.value += 1
    for index in range(len(array)):
        array[index] *= 10
    items.append(2)
    block = shared_memory.SharedMemory(name=name)
    block.buf[:6] = b"shared"
    block.close()
    with condition:
        condition.notify_all()
    pipe.send("child")


if __name__ == "__main__":
    context = multiprocessing.get_context("forkserver")
    with context.Pool(4) as pool:
        begin = time.monotonic()
        result = pool.map(square, range(4), chunksize=1)
        print(result, 0.99 < time.monotonic() - begin < 4.6)
    with context.Manager() as manager:
        ours, theirs = context.Pipe()
        value, array, condition = context.Value("i", 5), context.Array("i", [1, 2, 3]), context.Condition()
        items = manager.list([1])
        block = shared_memory.SharedMemory(create=True, size=16)
        with condition:
            worker = context.Process(target=work, args=(theirs, value, array, condition, items, block.name))
            worker.start()
            condition.wait(10)
        word = ours.recv()
        worker.join()
        print([word, value.value, sum(array), list(items), bytes(block.buf[:6]).decode()])
        block.close()
        block.unlink()
