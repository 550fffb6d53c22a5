# expect: too-many-processes
import subprocess

keep = []
while True:
    keep.append(subprocess.Popen(["sh", "-c", "sleep 1000 & sleep 1000"]))
