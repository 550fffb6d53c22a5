# expect: exited
# exit: 0
# seconds: 1
# stdout: ab12end
import sys
import time

print("a", end="")
sys.stdout.write("b")
time.sleep(1)
print(1, 2, sep="", end="")
print("end")
