# expect: exited
# stdout-contains: some refused
import socket

keep = []
refused = 0
for number in range(10_000):
    try:
        keep.append(socket.create_connection(("198.18.7.7", 80)))
    except OSError:
        refused += 1
        if refused > 50:
            break
print("some refused", len(keep))
