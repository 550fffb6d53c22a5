import random
import threading
import time


def nap(number):
    # Sleep for a random time, then print a message.
    ...


# Start five threads that run nap(1) … nap(5), all at the same time, and wait for them to end.
