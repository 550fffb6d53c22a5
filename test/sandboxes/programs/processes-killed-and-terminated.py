# expect: exited
# exit: 0
# stdout: [-15, -9, 0] 1.0
# seconds: 1
import subprocess
import time

begin = time.monotonic()
processes = [subprocess.Popen(["sleep", "10"]) for _ in range(2)] + [subprocess.Popen(["true"])]
time.sleep(1)
processes[0].terminate()
processes[1].kill()
print([process.wait() for process in processes], round(time.monotonic() - begin, 1))
