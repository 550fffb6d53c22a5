# expect: exited
# stdout-contains: granted: []
# Protocols behind the families that are allowed.
import socket

granted = []
wanted = {"netfilter": (16, 2, 12), "audit": (16, 2, 9), "uevent": (16, 2, 15), "xfrm": (16, 2, 6), "generic": (16, 2, 16), "sctp": (2, 1, 132),
          "mptcp": (2, 1, 262), "dccp": (2, 6, 33), "udplite": (2, 2, 136), "l2tp": (2, 2, 115)}
for name, arguments in wanted.items():
    try:
        socket.socket(*arguments)
        granted.append(name)
    except OSError:
        pass
print("granted:", granted)
