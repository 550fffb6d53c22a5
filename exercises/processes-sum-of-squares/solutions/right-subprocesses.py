# expect: all
import subprocess
import sys

CODE = "import sys; a, b = map(int, sys.argv[1:]); print(sum(n * n for n in range(a, b)))"

children = [
    subprocess.Popen([sys.executable, "-c", CODE, str(a), str(a + 25)], stdout=subprocess.PIPE, text=True)
    for a in (1, 26, 51, 76)
]
print("total", sum(int(child.communicate()[0]) for child in children))
