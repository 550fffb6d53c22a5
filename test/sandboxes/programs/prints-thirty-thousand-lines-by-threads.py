# expect: exited
# exit: 0
# stdout-contains: all done
import threading


def work():
    for number in range(5000):
        print(number)


threads = [threading.Thread(target=work) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("all done")
