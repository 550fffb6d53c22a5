# expect: all
import shutil
import urllib.request
from multiprocessing.dummy import Pool


def save(number):
    name = f"{number}.jpg"
    with urllib.request.urlopen("http://example.com/" + name) as answer, open(name, "wb") as file:
        shutil.copyfileobj(answer, file)
    return name


if __name__ == "__main__":
    pool = Pool(3)
    for name in pool.imap_unordered(save, (1, 2, 3)):
        print("saved", name)
    pool.close()
    pool.join()
