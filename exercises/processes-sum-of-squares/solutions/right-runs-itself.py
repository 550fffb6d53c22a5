# expect: all
import subprocess
import sys


def part(k):
    return sum(i * i for i in range(1 + 25 * k, 26 + 25 * k))


if len(sys.argv) > 1:
    print(part(int(sys.argv[1])))
else:
    children = [subprocess.Popen([sys.executable, __file__, str(k)], stdout=subprocess.PIPE) for k in range(4)]
    print(sum(int(child.stdout.read()) for child in children))
    for child in children:
        child.wait()
