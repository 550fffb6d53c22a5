# expect: exited
# exit: 0
# scenario: order=parent-first
# stdout-contains: parent saw the child
# A parent that never waits must not hold its children for ever.
import multiprocessing


def work(value):
    value.value = 1


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    value = context.Value("i", 0)
    worker = context.Process(target=work, args=(value,))
    worker.start()
    while value.value == 0:
        pass
    worker.join()
    print("parent saw the child")
