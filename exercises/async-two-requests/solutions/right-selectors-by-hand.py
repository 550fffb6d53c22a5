# expect: all
import selectors, socket
sel = selectors.DefaultSelector()
def start(path):
    s = socket.create_connection(("httpbin.org", 80)); s.sendall(f"GET {path} HTTP/1.1\r\nHost: httpbin.org\r\nConnection: close\r\n\r\n".encode())
    s.setblocking(False); sel.register(s, selectors.EVENT_READ, [path, b""])
start("/delay/2"); start("/delay/1")
while sel.get_map():
    for k, _ in sel.select():
        d = k.fileobj.recv(4096)
        if d: k.data[1] += d
        else:
            print(k.data[0], len(k.data[1])); sel.unregister(k.fileobj); k.fileobj.close()
