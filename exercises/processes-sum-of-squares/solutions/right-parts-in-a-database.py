# expect: all
import sqlite3
from multiprocessing import Process
def f(a):
    db = sqlite3.connect("/tmp/r.db", timeout=20)
    with db: db.execute("insert into r values (?)", (sum(n*n for n in range(a, a+25)),))
    db.close()
if __name__ == "__main__":
    db = sqlite3.connect("/tmp/r.db"); db.execute("create table r (s int)"); db.commit(); db.close()
    ps = [Process(target=f, args=(a,)) for a in (1,26,51,76)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(sqlite3.connect("/tmp/r.db").execute("select sum(s) from r").fetchone()[0])
