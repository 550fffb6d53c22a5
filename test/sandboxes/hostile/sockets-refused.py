# expect: exited
# stdout-contains: granted: []
import socket

granted = []
wanted = {"packet": (17, 3, 0), "vsock": (40, 1, 0), "raw": (2, 3, 1), "raw6": (10, 3, 58), "bluetooth": (31, 1, 0), "can": (29, 3, 1), "alg": (38, 5, 0),
          "kcm": (41, 2, 0), "tipc": (30, 1, 0), "xdp": (44, 3, 0), "netlink-raw": (16, 3, 0), "rds": (21, 5, 0), "smc": (43, 1, 0), "nfc": (39, 1, 0), "ax25": (3, 5, 0)}
for name, arguments in wanted.items():
    try:
        socket.socket(*arguments)
        granted.append(name)
    except OSError:
        pass
print("granted:", granted)
