# expect: exited
# stdout-contains: survived
# Parents die in the middle of their forks.
import os
import random

for _ in range(4):
    group = 0
    children = []
    for _ in range(12):
        child = os.fork()
        if child == 0:
            while True:
                grandchild = os.fork()
                if grandchild == 0:
                    os._exit(0)
                os.waitpid(grandchild, 0)
        children.append(child)
        os.setpgid(child, group)
        group = group or child
    for _ in range(random.randrange(3000, 20000)):
        pass
    os.killpg(group, 9)
    for child in children:
        os.waitpid(child, 0)
print("survived")
