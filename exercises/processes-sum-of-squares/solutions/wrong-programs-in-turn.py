# expect-fail: parallel
import subprocess
import sys

total = 0
for low in (1, 26, 51, 76):
    code = f"print(sum(i * i for i in range({low}, {low + 25})))"
    total += int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
print(total)
