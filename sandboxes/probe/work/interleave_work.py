"""What the threads of this process have done, part by part, and the reports about it."""

import os
from _thread import get_ident

from interleave_numbers import numbers_in, variables_of

# Never a descriptor of the program's: descriptors are limited to less than this in the jail.
report_descriptor = 1023
# The supervisor keeps 4 KiB of one report.
_report_bytes_max = 3000
# Enough for a hundred tasks of one number each. From here on only every hundred parts, so that a program of tiny
# parts does not flood the timeline; a worker that is ended by a signal may then leave some untold.
_reports_max = 150
_parts_per_late_report = 100
_values_max = 16
_messages_max = 200

_write = os.write
_works = {}
_role = None
_is_child = False
_reports = 0


class Work:
    """What one thread has done since its last report."""

    def __init__(self, depth=0):
        # Frames of the student's code now active; a call that returns to `base` of them was an outermost one.
        self.depth = self.base = depth
        # Modules of the student's being imported around the present frame.
        self.importing = 0
        # Inside a batch of a pool's tasks every outermost call is a part of its own.
        self.batch = self.batch_ended = False
        self.parts_before_batch = self.looked = 0
        self.last_read = None
        self.asked = self.read = self.told = 0
        self.parts, self.got = [], []
        self._begin_part()

    def _begin_part(self):
        self.multiplications = self.squarings = self.added = 0
        self.values = []

    def end_part(self):
        if self.added > 0:
            self.values.append(self.added)
        if self.multiplications or self.values:
            largest = sorted(set(map(int, self.values)), reverse=True)[:_values_max]
            self.parts.append((self.multiplications, self.squarings, largest))
        self._begin_part()

    def add_result(self, result):
        self._add(numbers_in(result))

    def add_variables(self, frame):
        self._add(variables_of(frame))

    def _add(self, numbers):
        self.values += numbers
        if len(self.values) > 1000:
            self.values = sorted(self.values)[-100:]

    def read_shared(self, value):
        self.read += 1
        self.last_read = value if type(value) in (int, float) else None

    def write_shared(self, value):
        """`total.value += x` reads and then writes: what counts is the difference."""
        if self.last_read is not None and type(value) in (int, float):
            self.added += value - self.last_read
            self.last_read = None
        else:
            self.add_result(value)

    def receive(self, message):
        numbers = numbers_in(message)
        if numbers and len(self.got) < _messages_max:
            self.got.append(sorted(set(numbers), reverse=True)[:_values_max])


def work_here():
    ident = get_ident()
    work = _works.get(ident)
    if work is None:
        work = _works[ident] = Work()
    return work


def role():
    return _role


def set_role(name):
    global _role
    if _role != name:
        _role = name
        _send('{"role":"%s"}' % name)


def is_child():
    """Started by multiprocessing or by os.fork; not an interpreter that was started for a program."""
    return _is_child


def begin_child():
    global _is_child
    _is_child = True


def start_over():
    """In a forked child: nothing is done yet, and the frames that it shares with its parent go on."""
    global _role, _reports, _is_child
    depth = work_here().depth
    _works.clear()
    _works[get_ident()] = Work(depth)
    _role, _reports, _is_child = None, 0, True


def report(work, last=False):
    first_question = work.told == 0 and work.asked + work.read > 0
    late = _reports >= _reports_max and len(work.parts) < _parts_per_late_report
    if last:
        news = work.parts or work.got or work.asked + work.read > work.told
    else:
        news = first_question or (work.parts and not late)
    if not news:
        return
    parts, got = work.parts, work.got if last else []
    work.parts, work.told = [], work.asked + work.read
    if last:
        work.got = []
    while True:
        told, parts = _fill(parts, _report_bytes_max, _part_text)
        values, got = _fill(got, _report_bytes_max - len(told), _list_text)
        _send('{"asked":%d,"read":%d,"parts":[%s],"got":[%s]}' % (work.asked, work.read, told, values))
        if not parts and not got:
            return


def report_all():
    for work in list(_works.values()):
        work.end_part()
        report(work, last=True)


def _send(text):
    global _reports
    _reports += 1
    try:
        _write(report_descriptor, text.encode())
    except OSError:
        pass


def _part_text(part):
    return '[%d,%d,%s]' % (part[0], part[1], _list_text(part[2]))


def _list_text(values):
    return '[' + ','.join(map(str, values)) + ']'


def _fill(items, size, text_of):
    """As many items as have room, as text, and the rest; at least one, so that it always ends."""
    texts, length = [], 0
    for item in items:
        text = text_of(item)
        if texts and length + len(text) > size:
            break
        texts.append(text)
        length += len(text) + 1
    return ','.join(texts), items[len(texts) :]
