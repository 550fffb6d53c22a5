# expect-fail: processes, parallel, shares-the-cores
SIZES = [3_000_000, 4_000_000, 5_000_000]

for n in SIZES:
    print(n, sum(i * i for i in range(n)))
