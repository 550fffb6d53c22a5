# expect: exited
# stdout-contains: reached: []
# Services of the host on its loopback, its abstract sockets, its files that are sockets.
import json
import socket

canary = json.load(open("/box/canary.json"))
reached = []
for address in ("127.0.0.1", "localhost", "0.0.0.0", "::1", "::ffff:127.0.0.1", "127.1.2.3"):
    for port in (canary["port"], 22, 2024, 4000, 5432, 6379):
        try:
            socket.create_connection((address, port), timeout=1).close()
            reached.append((address, port))
        except OSError:
            pass
for path in ("\0" + canary["abstract"], "\0interleave-slot-0-0", canary["internetSocket"], "/run/dbus/system_bus_socket", "/var/run/docker.sock"):
    unix = socket.socket(socket.AF_UNIX)
    try:
        unix.connect(path)
        reached.append(path)
    except OSError:
        pass
datagram = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagram.sendto(b"x", ("127.0.0.1", canary["port"]))
print("reached:", reached)
