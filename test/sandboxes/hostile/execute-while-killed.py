# expect: exited
# stdout-contains: ended
# limits: realMs=8000
import os

for number in range(60):
    child = os.fork()
    if child == 0:
        os.execv("/bin/true", ["true"])
    for _ in range(number * 40):
        pass
    os.kill(child, 9)
    os.waitpid(child, 0)
print("ended")
