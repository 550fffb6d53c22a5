# expect: deadlocked
import signal

signal.pause()
