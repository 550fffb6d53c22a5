# expect: exited
# exit: 0
# stdout: nothing: ''
import sys

print("nothing:", repr(sys.stdin.read()))
