# expect: exited
# exit: 0
# stdout: True True
import os
import urllib.request

for name in ("1.jpg", "2.jpg"):
    urllib.request.urlretrieve(f"http://example.com/{name}", name)
again = urllib.request.urlopen("http://example.com/1.jpg").read()
print(open("1.jpg", "rb").read() == again, os.path.getsize("1.jpg") != 0)
