"""Finds the instructions of a code object that multiply."""

import opcode
import sys

_multiplying_functions = {'pow', 'mul', 'imul', 'ipow', 'prod', '__mul__', '__pow__', '__rmul__'}
_symbols = [symbol for _, symbol in getattr(opcode, '_nb_ops', ())]
_loads_shifted = {
    'LOAD_GLOBAL': sys.version_info >= (3, 11),
    'LOAD_ATTR': sys.version_info >= (3, 12),
    'LOAD_NAME': False,
    'LOAD_METHOD': False,
}

MULTIPLIES, SQUARES = 1, 2


def marks_of(code):
    """
    Offset of an instruction -> MULTIPLIES, SQUARES (the same thing twice, or to the power of two), or the name of a
    function to be looked up, which squares if it is a built-in one (`pow`, `operator.mul`).
    """
    marks, extended, before = {}, 0, [(None, None), (None, None)]
    bytecode = code.co_code
    for offset in range(0, len(bytecode), 2):
        name, arg = opcode.opname[bytecode[offset]], bytecode[offset + 1] | extended
        extended = arg << 8 if name == 'EXTENDED_ARG' else 0
        if name in ('CACHE', 'NOP', 'EXTENDED_ARG'):
            continue
        if name == 'BINARY_OP' and arg < len(_symbols):
            symbol = _symbols[arg].rstrip('=')
            if symbol in ('*', '**'):
                marks[offset] = SQUARES if _is_squaring(code, symbol, before) else MULTIPLIES
        elif name in _loads_shifted:
            index = arg >> 1 if _loads_shifted[name] else arg
            called = code.co_names[index] if index < len(code.co_names) else None
            if called in _multiplying_functions:
                marks[offset] = called if name in ('LOAD_GLOBAL', 'LOAD_NAME') else SQUARES
        before = [before[1], (name, arg)]
    return marks


def _is_squaring(code, symbol, before):
    name, arg = before[1]
    if name is None:
        return False
    if symbol == '**':
        return name == 'LOAD_CONST' and code.co_consts[arg] == 2
    if name == 'LOAD_FAST_LOAD_FAST':  # one instruction for two loads, since Python 3.13
        return arg >> 4 == arg & 15
    return before[0] == before[1] and name.startswith('LOAD_')
