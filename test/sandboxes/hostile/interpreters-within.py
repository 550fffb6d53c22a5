# expect: exited
# stdout-contains: within
import _xxsubinterpreters as interpreters

for _ in range(5):
    one = interpreters.create()
    interpreters.run_string(one, "import time; time.sleep(0.5); print('within')")
