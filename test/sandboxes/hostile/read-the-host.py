# expect: exited
# stdout-contains: nothing to see
# What identifies the host, its users, its other jails; and the canaries that the test has laid out.
import glob
import json
import os

canary = json.load(open("/box/canary.json"))
seen = []
for path in ["/etc/shadow", "/root/.bashrc", "/root/.ssh", "/home", "/var", "/srv", "/boot", "/work", "/run", canary["file"],
             "/proc/1/root/root", "/proc/1/cwd/root", f"/proc/1/root{canary['file']}", "/proc/kcore", "/proc/kmsg",
             "/dev/sda", "/dev/vda", "/dev/mem", "/dev/kvm", "/dev/fuse", "/dev/vsock", "/sys/kernel", "/sys/fs/cgroup",
             "/etc/hostname", "/etc/machine-id", canary["internetSocket"]]:
    try:
        if os.path.isdir(path):
            os.listdir(path)
        else:
            open(path, "rb").read(1)
        seen.append(path)
    except OSError:
        pass
for path in glob.glob("/proc/[0-9]*/environ"):
    try:
        if canary["secret"] in open(path, "rb").read().decode("utf8", "replace"):
            seen.append(path)
    except OSError:
        pass
if canary["secret"] in str(dict(os.environ)):
    seen.append("environment")
processes = [name for name in os.listdir("/proc") if name.isdigit()]
print("seen", seen, len(processes) > 3 and processes) if seen or len(processes) > 3 else print("nothing to see")
