# expect: exited
# exit: 0
# stdout: 3 2.0
# stdout: timed out 3.0
# stdout: b'6\n'
# seconds: 3
import subprocess
import time

begin = time.monotonic()
first = subprocess.Popen("sleep 2; seq 3", shell=True, stdout=subprocess.PIPE)
second = subprocess.run(["wc", "-l"], stdin=first.stdout, capture_output=True, text=True)
print(second.stdout.strip(), round(time.monotonic() - begin, 1))
try:
    subprocess.run(["sleep", "10"], timeout=1)
except subprocess.TimeoutExpired:
    print("timed out", round(time.monotonic() - begin, 1))
print(subprocess.check_output(["python3", "-S", "-c", "print(int(input()) * 2)"], input=b"3"))
