# expect: exited
# exit: 0
# stdout: [200, 200, 200] 1.0
import http.server
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor


class Slow(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(1)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"slow")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
begin = time.monotonic()
with ThreadPoolExecutor(3) as pool:
    print(list(pool.map(lambda _: urllib.request.urlopen(url).status, range(3))), round(time.monotonic() - begin, 1))
server.shutdown()
