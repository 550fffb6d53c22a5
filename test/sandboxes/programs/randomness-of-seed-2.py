# expect: exited
# exit: 0
# scenario: seed=2
# stdout-contains: same in children: False
import hashlib
import os
import random
import secrets
import uuid

seen = (random.random(), secrets.token_hex(8), str(uuid.uuid4()), hash("text"), os.urandom(4).hex(), open("/dev/urandom", "rb").read(4).hex())
print(*seen)
reading, writing = os.pipe()
for _ in range(2):
    if os.fork() == 0:
        os.write(writing, os.urandom(8))
        os._exit(0)
    os.wait()
print("same in children:", os.read(reading, 8) == os.read(reading, 8))
