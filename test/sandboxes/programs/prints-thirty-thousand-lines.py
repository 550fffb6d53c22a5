# expect: exited
# exit: 0
# stdout-contains: 29999
for number in range(30_000):
    print(number)
