# expect: exited
# stdout-contains: some unknown
import socket

known = 0
for number in range(1000):
    try:
        socket.getaddrinfo(f"host{number}.example.com", 80)
        known += 1
    except OSError:
        break
print("some unknown after", known)
