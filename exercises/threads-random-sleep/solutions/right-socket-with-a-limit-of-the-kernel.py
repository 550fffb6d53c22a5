# expect: all
import threading, random, socket, struct
def f(i):
    a, b = socket.socketpair(); t = random.uniform(1,3)
    a.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", int(t), int(t % 1 * 1e6)))
    try: a.recv(1)
    except BlockingIOError: print(i)
for i in range(5): threading.Thread(target=f,args=(i,)).start()
