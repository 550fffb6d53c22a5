"""The work probe: says how much arithmetic the student's own code did in this process, and with what results.

A scenario with `probe: work` puts this folder on PYTHONPATH inside the jail, so every interpreter of the run imports
this file at its start; forked children inherit it. What it says is help, marked as reported by the program: the
supervisor adds the lane and the time, which the program cannot choose.

Theory of operation. A trace function counts multiplications and powers in frames of the student's code, opcode by
opcode; of the standard library it looks only at the functions where work is handed out or results are handed over
(pool workers, queues, pipes, shared values, proxies). Work is told in *parts*: what was done between two hand-overs.
A part is [multiplications, squarings, values]; the values are positive whole numbers found in what was returned,
handed over, added to shared memory or left in variables, the largest ones first. Reports are compact JSON by one
write on descriptor 1023, which never exists: the supervisor takes the bytes; outside a sandbox it fails with EBADF.

  {"role": "pool"}       at the start of a worker of a pool or executor ("executor"), or of a manager's server ("manager")
  {"asked": 2, "read": 0, "parts": [[25, 25, [5525]]], "got": [[5525], [36775]]}
        asked: messages that the thread asked a queue, pipe or proxy for so far; read: times that it read shared memory;
        got: numbers in each message that arrived in this thread (results, in the main process)

The program must not notice: nothing here raises, changes a value or waits for a lock, and looking stops
after so many opcodes and calls that a long computation is slowed for a moment only. One thing it may notice: a worker
that reads a shared value without holding a lock sleeps a little after the first reads, on the simulated clock. So the
others read as well before it writes, and `total.value += x` without a lock loses something every time, not now and then.
"""

import atexit
import builtins
import os
import sys
import threading
import time

from interleave_opcodes import SQUARES, marks_of
from interleave_work import begin_child, is_child, report, report_all, role, set_role, start_over, work_here

# About 0.2 s of tracing per process; then calls are still seen, for about 1 s; then nothing.
_opcodes_max = 300_000
_calls_max = 2_000_000
_codes_max = 20_000
_looks_max = 200
# Longer than all workers together take to begin.
_pause_seconds = 0.1
_pauses_max = 10

_exit = os._exit
_opcodes = _calls = _pauses = 0
# id of a code object -> (the code object, so that the id stays its own; its trace function or None)
_tracers = {}


def _watch(frame, event, arg):
    global _calls
    _calls += 1
    if _calls > _calls_max:
        sys.settrace(None)
        return None
    known = _tracers.get(id(frame.f_code))
    if known is None:
        if len(_tracers) > _codes_max:
            _tracers.clear()
        known = _tracers[id(frame.f_code)] = (frame.f_code, _tracer_for(frame))
    tracer = known[1]
    return None if tracer is None else tracer(frame, event, arg)


def _tracer_for(frame):
    code = frame.f_code
    if _is_of_student(frame):
        if code.co_name == '<module>' and frame.f_globals.get('__name__') != '__main__':
            return _trace_import
        return _student_tracer(code)
    folder, _, file = code.co_filename.rpartition('/')
    folder = folder.rpartition('/')[2]
    return _library_tracers.get((f'{folder}/{file}' if folder in _packages else file, code.co_name))


# ---- the student's own code -----------------------------------------------------------------------------------------

_library = (os.path.dirname(os.__file__) + '/', '/usr/lib/python3', '/usr/local/lib/python3', '<frozen')
_probe = os.path.dirname(os.path.abspath(__file__)) + '/'


def _is_of_student(frame):
    name = frame.f_code.co_filename
    if name == '<string>':  # python -c or exec; the library's templates have no module name of their own
        return frame.f_globals.get('__name__') in ('__main__', '__mp_main__')
    return not name.startswith(_library) and not name.startswith(_probe)


def _student_tracer(code):
    marks = marks_of(code)

    def trace(frame, event, arg):
        global _opcodes
        if event == 'opcode':
            _opcodes += 1
            mark = marks.get(frame.f_lasti)
            if mark is not None:
                _count(frame, mark)
            elif _opcodes > _opcodes_max:
                frame.f_trace_opcodes = False
        elif event == 'call':
            work = work_here()
            if work.importing:
                return None
            if _opcodes > _opcodes_max and work.depth > work.base:
                frame.f_trace = None  # a generator that goes on still had one
                return None
            work.depth += 1
            frame.f_trace_lines = False
            frame.f_trace_opcodes = bool(marks)
        elif event == 'return':
            work = work_here()
            work.depth -= 1
            if work.depth == work.base:
                _end_outermost(work, frame, arg)
            elif work.depth == work.base + 1:
                _end_inner(work, frame)
        return trace

    return trace


def _count(frame, mark):
    if type(mark) is str:
        function = frame.f_globals.get(mark) or getattr(builtins, mark, None)
        if type(function) is not type(len):
            return
        mark = SQUARES
    work = work_here()
    work.multiplications += 1
    work.squarings += mark == SQUARES


def _end_outermost(work, frame, value):
    before = len(work.values)
    work.add_result(value)
    if work.batch:
        work.end_part()
    elif len(work.values) == before and role() is None:
        work.add_variables(frame)


def _end_inner(work, frame):
    """A function such as main(), called by the program's own text, may hold what the main process has received."""
    if work.looked < _looks_max and not is_child():
        work.looked += 1
        work.add_variables(frame)


def _trace_import(frame, event, arg):
    """A module of the student's that is being imported, again in every spawned process: nobody's part."""
    work = work_here()
    if event == 'call':
        work.importing += 1
        frame.f_trace_lines = False
    elif event == 'return':
        work.importing = max(0, work.importing - 1)
    return _trace_import


# ---- the standard library, where work and results change hands ------------------------------------------------------


def _at(on_call=None, on_return=None):
    """A trace function for a library function. Both are given the thread's work, the frame, and the value returned."""

    def trace(frame, event, arg):
        if event == 'call':
            frame.f_trace_lines = False
            if on_call is not None:
                _guarded(on_call, frame, None)
            return trace if on_return is not None else None
        if event == 'return':
            _guarded(on_return, frame, arg)
        return trace

    return trace


def _guarded(handle, frame, value):
    try:
        handle(work_here(), frame, value)
    except Exception:
        pass


def _taking_role(name):
    def take(work, frame, _):
        # A thread pool has the same function; its workers are threads of a process that has its own role.
        if threading.get_ident() == threading.main_thread().ident:
            set_role(name)

    return take


def _begin_process(work, frame, _):
    begin_child()
    work.base = work.depth


def _end_process(work, frame, _):
    work.end_part()
    report(work, last=True)


def _begin_batch(work, frame, _):
    work.end_part()
    work.batch, work.base, work.parts_before_batch = True, work.depth, len(work.parts)


def _end_batch(work, frame, results):
    """A batch whose function is written in C (`pool.starmap(pow, …)`) has no calls to see, only results."""
    work.batch = False
    work.batch_ended = True
    if len(work.parts) == work.parts_before_batch and type(results) is list:
        for result in results:
            work.add_result(result)
            work.end_part()


def _is_internal(frame):
    """Traffic that hands no work to this process: what the main one feeds to others, and that of proxies."""
    if role() in ('pool', 'executor'):
        return False
    return not is_child() or (frame.f_back is not None and not _is_of_student(frame.f_back))


def _ask(work, frame, _):
    if _is_internal(frame):
        return
    work.end_part()
    work.asked += 1
    report(work)


def _receive(work, frame, message):
    if role() is None:
        work.receive(_result_in(message))


def _give(work, frame, _):
    if _is_internal(frame):
        return
    message = frame.f_locals.get('obj')
    if role() not in ('pool', 'executor'):
        work.add_result(message)
    elif not work.batch_ended and not work.values and not (role() == 'executor' and type(message) is int):
        work.add_result(_result_in(message))  # the number is that of a process of the executor which is about to end
    work.batch_ended = False
    work.end_part()
    report(work)


def _result_in(message):
    """What a pool or an executor wraps in (job, index, (ok, result)) or in an object with the field `result`."""
    if type(message) is tuple and len(message) == 3 and type(message[2]) is tuple and len(message[2]) == 2:
        return message[2][1]
    if type(message).__name__ == '_ResultItem':
        return message.result
    return message


_asking = ('get', 'get_nowait', 'pop', 'popleft', 'popitem')
_writing = ('put', 'put_nowait', 'append', 'insert', 'extend', 'set', 'setdefault', 'update', '__setitem__', '__setattr__')


def _is_read(proxy, method):
    return method in ('__getitem__', '__getattribute__') or (method == 'get' and 'Queue' not in type(proxy).__name__)


def _call_proxy(work, frame, _):
    proxy, method, args = (frame.f_locals[name] for name in ('self', 'methodname', 'args'))
    if _is_read(proxy, method):
        return
    if method in _asking:
        work.end_part()
        work.asked += 1
        report(work)
    elif method in _writing:
        values = args[1:] if method.startswith('__set') else args
        work.write_shared(values[0] if len(values) == 1 else values)
        if 'Queue' in type(proxy).__name__:
            work.end_part()
            report(work)


def _return_from_proxy(work, frame, value):
    proxy, method = frame.f_locals['self'], frame.f_locals['methodname']
    if _is_read(proxy, method):
        work.read_shared(value)
        _pause()
    if method in _asking or _is_read(proxy, method):
        _receive(work, frame, value)


def _read_shared(work, frame, value):
    work.read_shared(value)
    _receive(work, frame, value)
    _pause()


def _pause():
    global _pauses
    if is_child() and _pauses < _pauses_max and not _holds_a_lock():
        _pauses += 1
        time.sleep(_pause_seconds)


def _holds_a_lock():
    """Of those that were made before this process was forked from its parent."""
    util = sys.modules.get('multiprocessing.util')
    made = [] if util is None else list(util._afterfork_registry.values())
    return any(lock._semlock._is_mine() for lock in made if hasattr(lock, '_semlock'))


def _write_shared(work, frame, _):
    work.write_shared(frame.f_locals['value'])


_packages = ('multiprocessing', 'futures')
_taking = _at(_ask, _receive)
_giving = _at(_give)
_reading, _writing_shared = _at(on_return=_read_shared), _at(_write_shared)
_batch = _at(_begin_batch, _end_batch)
_library_tracers = {
    ('multiprocessing/process.py', '_bootstrap'): _at(_begin_process, _end_process),
    ('multiprocessing/pool.py', 'worker'): _at(_taking_role('pool')),
    ('futures/process.py', '_process_worker'): _at(_taking_role('executor')),
    ('multiprocessing/managers.py', '_run_server'): _at(_taking_role('manager')),
    ('multiprocessing/pool.py', 'mapstar'): _batch,
    ('multiprocessing/pool.py', 'starmapstar'): _batch,
    ('futures/process.py', '_process_chunk'): _batch,
    ('multiprocessing/queues.py', 'get'): _taking,
    ('multiprocessing/connection.py', 'recv'): _taking,
    ('multiprocessing/queues.py', 'put'): _giving,
    ('multiprocessing/connection.py', 'send'): _giving,
    ('multiprocessing/managers.py', '_callmethod'): _at(_call_proxy, _return_from_proxy),
    ('multiprocessing/sharedctypes.py', '__getitem__'): _reading,
    ('multiprocessing/sharedctypes.py', '__setitem__'): _writing_shared,
    ('<string>', 'getvalue'): _reading,
    ('<string>', 'setvalue'): _writing_shared,
    ('subprocess.py', 'communicate'): _at(on_return=_receive),
}


# ---- beginning and end ----------------------------------------------------------------------------------------------


def _leave(status):
    """Takes the place of os._exit, the usual end of a forked child, which runs no atexit functions."""
    try:
        work, frame = work_here(), sys._getframe(1)
        while frame is not None and _is_of_student(frame):
            work.add_variables(frame)
            frame = frame.f_back
        report_all()
    except Exception:
        pass
    _exit(status)


def _begin_forked():
    global _opcodes, _calls, _pauses
    if _calls > _calls_max:
        sys.settrace(_watch)
    _opcodes = _calls = _pauses = 0
    start_over()


_leave.__name__ = _leave.__qualname__ = '_exit'
os._exit = _leave
os.register_at_fork(after_in_child=_begin_forked)
atexit.register(report_all)
threading.settrace(_watch)
sys.settrace(_watch)
