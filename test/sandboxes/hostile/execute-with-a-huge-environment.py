# expect: exited
# stdout-contains: 1500015
import subprocess

environment = {f"K{number}": "y" for number in range(20_000)}
print(len(subprocess.run(["echo"] + ["x" * 100_000] * 15, capture_output=True, env=environment).stdout))
