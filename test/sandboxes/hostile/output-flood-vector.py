# expect: output-exceeded
import os

block = bytes(1_000_000)
os.writev(1, [block] * 1000)
