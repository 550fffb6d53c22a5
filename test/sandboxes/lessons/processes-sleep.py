import multiprocessing
import time

def task(name):
    print(f"{name} started")
    time.sleep(2)  # Simulate a delay
    print(f"{name} completed")

if __name__ == "__main__":
    # Creating processes
    process1 = multiprocessing.Process(target=task, args=("Process 1",))
    process2 = multiprocessing.Process(target=task, args=("Process 2",))

    # Starting processes
    process1.start()
    process2.start()

    # Wait for both processes to complete
    process1.join()
    process2.join()

    print("All processes completed")
