# expect: signalled
# signal: SIGABRT
import os

os.abort()
