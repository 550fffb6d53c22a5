# expect: cpu-exceeded
# limits: cpuMs=300
while True:
    pass
