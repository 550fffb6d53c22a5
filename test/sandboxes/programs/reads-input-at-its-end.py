# expect: exited
# exit: 1
# stdout: before
print("before")
input("")
