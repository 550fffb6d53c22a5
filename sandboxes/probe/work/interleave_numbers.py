"""Finds the whole numbers in a value without running any code of the student's (no properties, no own iterators)."""

import sys

number_max = 10**9
_items_max = 200
_numbers_max = 500
_depth_max = 3
# What the library's objects know (process ids, sizes) is nobody's result.
_library = sys.stdlib_module_names
_containers = (list, tuple, set, frozenset)


def numbers_in(value):
    """The positive whole numbers in a value, and for each of its collections of numbers their sum."""
    found = []
    try:
        _collect(value, found, 0)
    except Exception:
        pass
    return found


def variables_of(frame):
    found = []
    try:
        for name, value in list(frame.f_locals.items())[:_items_max]:
            if not name.startswith('_'):
                found += numbers_in(value)
    except Exception:
        pass
    return found


def _collect(value, found, depth):
    kind = type(value)
    if kind is int or kind is float:
        if 0 < value <= number_max and value == int(value):
            found.append(int(value))
    elif kind is str or kind is bytes:
        if len(value) <= 12 and value.strip().isdigit():
            _collect(int(value), found, depth)
    elif kind is bool or value is None or depth == _depth_max or len(found) > _numbers_max:
        return
    elif issubclass(kind, _containers):
        _collect_items(kind, value, found, depth)
    elif issubclass(kind, dict):
        _collect(list(dict.values(value)), found, depth)
    elif any(base.__module__ == '_ctypes' for base in kind.__mro__):
        _collect_ctypes(kind, value, found, depth)
    elif kind.__module__ == 'multiprocessing.sharedctypes':
        # Past the lock: waiting for it here could hang the program.
        _collect(object.__getattribute__(value, '_obj'), found, depth)
    elif kind.__module__.partition('.')[0] not in _library or kind.__name__ == 'SimpleNamespace':
        fields = object.__getattribute__(value, '__dict__')
        if type(fields) is dict:
            _collect(fields, found, depth + 1)


def _collect_items(kind, value, found, depth):
    base = next(base for base in _containers if issubclass(kind, base))
    items = [item for item, _ in zip(base.__iter__(value), range(_items_max))]
    for item in items:
        _collect(item, found, depth + 1)
    numbers = [item for item in items if type(item) in (int, float) and 0 < item <= number_max]
    if len(numbers) > 1:
        found.append(int(sum(numbers)))


def _collect_ctypes(kind, value, found, depth):
    bases = {base.__name__ for base in kind.__mro__}
    if '_SimpleCData' in bases:
        _collect(value.value, found, depth)
    elif 'Array' in bases:
        _collect(value[:_items_max], found, depth)
