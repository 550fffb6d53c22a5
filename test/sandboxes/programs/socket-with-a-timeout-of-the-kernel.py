# expect: exited
# exit: 0
# stdout: EAGAIN 1.0
# seconds: 1
import errno
import socket
import struct
import time

begin = time.monotonic()
one, other = socket.socketpair()
one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", 1, 0))
try:
    one.recv(1)
except OSError as error:
    print(errno.errorcode[error.errno], round(time.monotonic() - begin, 1))
