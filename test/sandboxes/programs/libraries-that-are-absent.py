# expect: exited
# exit: 0
# stdout: no uvloop
try:
    import uvloop

    print(uvloop)
except ImportError:
    print("no uvloop")
