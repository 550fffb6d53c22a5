# expect: deadlocked
import multiprocessing

semaphore = multiprocessing.Semaphore(1)
semaphore.acquire()
semaphore.acquire()
