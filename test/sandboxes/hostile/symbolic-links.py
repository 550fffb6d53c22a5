# expect: exited
# stdout-contains: planted
# Whoever follows what is found in /box after the run would read or overwrite the host.
import json
import os

canary = json.load(open("/box/canary.json"))
os.unlink("/box/canary.json")
os.symlink(canary["file"], "/box/canary.json")
os.unlink("/box/symbolic-links.py")
os.symlink("/etc/shadow", "/box/symbolic-links.py")
for number in range(1000):
    os.symlink("../" * 40 + "etc/passwd", f"/box/{number}")
os.symlink("/proc/self/fd/1", "/box/loop")
os.rename("/box/loop", "/box/report.md")
print("planted")
