import threading
import time

def task(name):
    print(f"{name} started")
    time.sleep(2)  # Simulate a delay
    print(f"{name} completed")

# Creating threads
thread1 = threading.Thread(target=task, args=("Task 1",))
thread2 = threading.Thread(target=task, args=("Task 2",))

# Starting threads
thread1.start()
thread2.start()

# Wait for both threads to complete
thread1.join()
thread2.join()

print("All tasks completed")
