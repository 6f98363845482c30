#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Undoes and redoes with the keys of a keyboard, wherever the focus is. Speaks TAP.

usage: build-aux/headless -a /usr/bin/python3 tests/app/undo-keys.py PROGRAM
"""

import os
import sys
import warnings

# For the program alone: libatspi warns of every widget that goes away.
debug = os.environ.pop('G_DEBUG', '')
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'build-aux'))

try:
    from drive import Atspi, GLib, Program, has_state, text_of, wait_for
except (ImportError, ValueError) as error:
    print('1..0 # SKIP', error)
    sys.exit(0)

warnings.simplefilter('ignore', DeprecationWarning)

MODEL, NAME = 'model-rgn74g8qip6ocx9p38', 'Bird Song Finder'
ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GSETTINGS_BACKEND': 'memory', 'G_DEBUG': debug}

count = 0


def check(name, is_good, found=''):
    global count
    count += 1
    print('%s %d %s%s' % ('ok' if is_good else 'not ok', count, name, '' if is_good else ' # %s' % found), flush=True)


def field(program, name):
    return program.entry(lambda node: (node.get_name() or '') == name)


def has_focus(node):
    return has_state(node, Atspi.StateType.FOCUSED)


def become(node, text):
    """Waits until a field holds a text, and says whether it did."""
    return bool(wait_for('the text ' + text, lambda: text_of(node) == text))


def walk_to(program, node):
    """Goes on with Tab until the focus is there."""
    for _ in range(60):
        if has_focus(node):
            return
        program.key('Tab')
    raise SystemExit('the focus does not reach ' + node.get_name())


def type_into(program, node, text):
    walk_to(program, node)
    program.key('ctrl+End')
    program.type(text)


def test_keys(program):
    name, description = field(program, 'Model name'), field(program, 'Description')
    before = text_of(description)
    type_into(program, name, 'abc')
    become(name, NAME + 'abc')
    type_into(program, description, 'xyz')
    become(description, before + 'xyz')
    program.key('ctrl+z')
    check('Ctrl+Z takes back what was typed last', become(description, before))
    program.key('ctrl+z')
    check('and then what was typed in another field', become(name, NAME))
    check('and puts the focus there', wait_for('the focus', lambda: has_focus(name)))
    program.key('ctrl+shift+z')
    check('Shift+Ctrl+Z brings it back', become(name, NAME + 'abc'))
    program.key('ctrl+shift+z')
    check('and the next as well', become(description, before + 'xyz'))
    check('with the focus there', wait_for('the focus', lambda: has_focus(description)))


def test_elsewhere(program):
    """The search has an undo of its own."""
    name = field(program, 'Model name')
    program.key('ctrl+f')
    program.type('bird')
    search = program.entry(lambda node: text_of(node) == 'bird')
    program.key('ctrl+z')
    check('in the search Ctrl+Z is that of the search', wait_for('the search', lambda: text_of(search) != 'bird'))
    check('and the form stays as it is', text_of(name) == NAME + 'abc', text_of(name))


def main():
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    os.environ.pop('GTK_A11Y', None)
    Atspi.init()
    program = Program([sys.argv[1], '--practice', MODEL], ENVIRONMENT)
    try:
        test_keys(program)
        test_elsewhere(program)
    finally:
        if program.process.poll() is None:
            program.process.terminate()
            program.process.wait()
    print('1..%d' % count)


main()
