# expect: all
from random import randint
from threading import Thread
from time import sleep


class Sleeper(Thread):
    def __init__(self, number):
        super().__init__(name=f"sleeper-{number}")
        self.seconds = randint(1, 5)

    def run(self):
        print(self.name, "goes to sleep for", self.seconds, "seconds")
        sleep(self.seconds)
        print(self.name, "woke up")


if __name__ == "__main__":
    sleepers = [Sleeper(i) for i in range(5)]
    for sleeper in sleepers:
        sleeper.start()
    for sleeper in sleepers:
        sleeper.join()
