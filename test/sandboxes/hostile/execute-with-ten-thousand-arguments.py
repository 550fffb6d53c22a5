# expect: exited
# stdout-contains: 20000
import subprocess

print(len(subprocess.run(["echo"] + ["x"] * 10_000, capture_output=True).stdout))
