from multiprocessing import Process, Queue


def sum_of_squares(start, end, queue):
    # Add up the squares of the numbers from start to end and bring the result back.
    ...


if __name__ == "__main__":
    # Start four processes, each with a quarter of the numbers from 1 to 100.
    # Wait for their results, add them up, and print the sum.
    ...
