# expect: exited
# stdout-contains: nothing written
import os

written = []
for path in ["/usr/bin/new", "/usr/bin/python3", "/usr/local/lib/new", "/etc/new", "/etc/passwd", "/etc/hosts",
             "/etc/ld.so.preload", "/.clock", "/new", "/dev/new", "/dev/null2", "/opt/new", "/sys/new", "/proc/new",
             "/sys/devices/system/cpu/online", "/dev/urandom", "/etc/ssl/certs/ca-certificates.crt", "/proc/sys/kernel/core_pattern",
             "/proc/sysrq-trigger", "/proc/sys/vm/drop_caches", "/proc/sys/net/ipv4/ip_forward"]:
    for flags in (os.O_WRONLY, os.O_WRONLY | os.O_CREAT, os.O_RDWR | os.O_TRUNC):
        try:
            os.close(os.open(path, flags, 0o777))
            written.append(path)
        except OSError:
            pass
for path in ("/usr/bin/python3", "/etc/passwd", "/.clock", "/box/../etc", "/"):
    for change in (lambda: os.chmod(path, 0o777), lambda: os.rename(path, path + "x"), lambda: os.unlink(path),
                   lambda: os.utime(path), lambda: os.chown(path, 0, 0), lambda: os.truncate(path, 0), lambda: os.link(path, "/box/l")):
        try:
            change()
            written.append(path)
        except OSError:
            pass
print("written", written) if written else print("nothing written")
