# expect: output-exceeded
import subprocess

subprocess.run(["yes"])
