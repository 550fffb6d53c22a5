# expect: out-of-memory
keep = []
while True:
    keep.append("x" * 1_000_000)
