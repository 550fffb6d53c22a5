# expect: signalled
# signal: SIGSEGV
import ctypes

ctypes.string_at(8)
