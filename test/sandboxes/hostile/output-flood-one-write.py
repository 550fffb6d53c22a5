# expect: output-exceeded
import os

os.write(1, bytes(200_000_000))
