# expect: exited
# exit: 0
# stdout-contains: by device
# stdout-contains: by number
with open("/dev/stdout", "w") as file:
    print("by device", file=file)
with open("/proc/self/fd/1", "w") as file:
    print("by number", file=file)
