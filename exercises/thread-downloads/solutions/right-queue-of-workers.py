# expect: all
import http.client
import queue
import threading

jobs = queue.Queue()
for number in range(8):
    jobs.put(f"/images/{number}.gif")


def worker():
    connection = http.client.HTTPConnection("example.com", timeout=30)
    while True:
        path = jobs.get()
        if path is None:
            return connection.close()
        connection.request("GET", path)
        data = connection.getresponse().read()
        with open(path.split("/")[-1], "wb") as file:
            file.write(data)
        jobs.task_done()


workers = [threading.Thread(target=worker, daemon=True) for _ in range(4)]
for each in workers:
    each.start()
jobs.join()
for _ in workers:
    jobs.put(None)
print("all done")
