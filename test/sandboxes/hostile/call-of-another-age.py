# expect: signalled
# signal: SIGSYS
# int 0x80: the numbers of 32-bit programs, which a filter of 64-bit numbers would misread.
import ctypes
import mmap

code = b"\xb8\x14\x00\x00\x00\xcd\x80\xc3"
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(code)
address = ctypes.addressof(ctypes.c_char.from_buffer(page))
print(ctypes.CFUNCTYPE(ctypes.c_int)(address)())
