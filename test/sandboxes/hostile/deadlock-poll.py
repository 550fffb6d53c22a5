# expect: deadlocked
import select
import socket

one, other = socket.socketpair()
poll = select.epoll()
poll.register(one, select.EPOLLIN)
poll.poll()
