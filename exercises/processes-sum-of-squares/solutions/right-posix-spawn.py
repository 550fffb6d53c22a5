# expect: all
import os, sys
r, w = os.pipe(); os.set_inheritable(w, True)
pids = [os.posix_spawn(sys.executable, [sys.executable, "-c", f"import os; os.write({w}, b'%d\\n' % sum(i*i for i in range({a},{a}+25)))"], os.environ) for a in (1,26,51,76)]
os.close(w)
for p in pids: os.waitpid(p, 0)
with open(r) as f: print(sum(int(l) for l in f))
