# expect: exited
# stdout-contains: TimeoutError
# limits: realMs=4000
# With this option (an MD5 signature, RFC 2385) the other side drops every packet: connect waits for minutes.
import socket
import struct

connection = socket.socket()
address = struct.pack("H2s4s120s", socket.AF_INET, bytes(2), socket.inet_aton("198.18.0.1"), b"")
connection.setsockopt(socket.IPPROTO_TCP, 14, address + struct.pack("BBHI80s", 0, 0, 4, 0, b"abcd"))
try:
    connection.connect(("198.18.5.5", 80))
except OSError as error:
    print(type(error).__name__)
