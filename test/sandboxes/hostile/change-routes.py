# expect: exited
# stdout-contains: error -1
# A netlink message that would take an address away from the loopback device.
import socket
import struct

link = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, 0)
link.bind((0, 0))
body = struct.pack("BBBBI", 2, 15, 0, 254, 1) + struct.pack("HH4s", 8, 2, bytes([198, 18, 0, 1]))
link.send(struct.pack("IHHII", 16 + len(body), 21, 5, 1, 0) + body)
answer = link.recv(1000)
print("error", struct.unpack("i", answer[16:20])[0])
