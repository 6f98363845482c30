#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Presses every key that the list of shortcuts tells of, and looks whether it does that. Speaks TAP.

usage: build-aux/headless -a /usr/bin/python3 tests/app/keys.py PROGRAM

The keys come from ui/help-overlay.ui: one that stands there and is not pressed here fails.
"""

import os
import subprocess
import sys
import warnings
import xml.etree.ElementTree

# For the program alone: libatspi warns of every widget that goes away.
debug = os.environ.pop('G_DEBUG', '')
TOP = os.path.join(os.path.dirname(__file__), '..', '..')
sys.path.insert(0, os.path.join(TOP, 'build-aux'))

try:
    from drive import LIMIT, Atspi, GLib, Program, ask, children, clipboard, has_state, text_of, wait_for
except (ImportError, ValueError) as error:
    print('1..0 # SKIP', error)
    sys.exit(0)

warnings.simplefilter('ignore', DeprecationWarning)

MODEL, NAME = 'model-rgn74g8qip6ocx9p38', 'Bird Song Finder'
ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GSETTINGS_BACKEND': 'memory', 'G_DEBUG': debug}
# Two accounts without a key, of a service that is not there.
SETTINGS = '''[io/github/nameplate/Nameplate]
accounts=[%s]
'''
ACCOUNT = ("{'id': <'%s'>, 'name': <'%s'>, 'access-key-id': <'LTAI5tKeysTestKeyId'>, 'region': <'cn-hangzhou'>, "
           "'endpoint': <'http://127.0.0.1:9'>}")

count = 0
pressed = set()


def check(name, is_good, found=''):
    global count
    count += 1
    print('%s %d %s%s' % ('ok' if is_good else 'not ok', count, name, '' if is_good else ' # %s' % found), flush=True)


def await_good(name, question):
    """Waits until it is so: a key that does nothing ends the test here."""
    check(name, bool(wait_for(name, question)))


def listed_keys():
    """The keys of the list of shortcuts, as GTK writes them."""
    tree = xml.etree.ElementTree.parse(os.path.join(TOP, 'ui', 'help-overlay.ui'))
    return {key for property in tree.iter('property') if property.get('name') == 'accelerator'
            for key in property.text.split()}


def press(program, key):
    """Presses a key of the list."""
    pressed.add(key)
    words = key.replace('<Control>', 'ctrl+').replace('<Shift>', 'shift+').replace('<Alt>', 'alt+')
    program.key(words)


def await_window(program, title):
    """Waits until a window has the keys."""
    wait_for('the window ' + title, lambda: ask('xdotool', 'getactivewindow', 'getwindowname') == title)


def window_names(program):
    return [window.get_name() for window in children(program.root)]


def opens_window(program, key, title, what):
    press(program, key)
    await_good('%s: %s' % (key, what), lambda: title in window_names(program))
    await_window(program, title)
    press(program, 'Escape')
    await_good('Escape closes it', lambda: title not in window_names(program))


def focus(program):
    """The names of what the keys go to and of all that is around it."""
    node = program.find(lambda node: has_state(node, Atspi.StateType.FOCUSED))
    names = []
    while node is not None and node.get_role() != Atspi.Role.APPLICATION:
        names.append(node.get_name() or '')
        node = node.get_parent()
    return names


def field(program, name):
    return program.entry(lambda node: (node.get_name() or '') == name)


def requests(program):
    """How often each operation of the service was asked for, as the program itself tells."""
    program.choose('Main Menu', '_Requests')
    await_window(program, 'Requests')
    # Of the rows only those on the screen are there to be counted.
    subprocess.run(('xclip', '-selection', 'clipboard'), input=b'', check=True, timeout=LIMIT)
    program.press('Copy all')
    text = wait_for('the copied requests', clipboard)
    # The first Escape may be for the toast.
    wait_for('its end', lambda: 'Requests' not in window_names(program) or program.key('Escape'))
    return {name: text.count(name) for name in ('GetModel', 'ListModels')}


def test_windows(program):
    opens_window(program, '<Control>o', 'Open Model', 'asks for a model')
    opens_window(program, '<Control>h', 'History', 'the history of all models')
    opens_window(program, '<Control>comma', 'Preferences', 'the preferences')
    opens_window(program, '<Control>question', 'Keyboard shortcuts', 'the list of shortcuts')
    opens_window(program, 'F1', 'Guide', 'the guide')


def test_menu(program):
    press(program, 'F10')
    program.key('Return')   # the first item has the focus
    await_good('F10: the main menu, whose first item Enter takes', lambda: 'History' in window_names(program))
    await_window(program, 'History')
    program.key('Escape')
    wait_for('its end', lambda: 'History' not in window_names(program))


def can_go_back(program):
    return bool(program.find(lambda node: node.get_name() == 'All Topics' and 'button' in node.get_role_name()
                             and has_state(node, Atspi.StateType.SENSITIVE)))


def test_back(program):
    press(program, 'F1')
    await_window(program, 'Guide')
    program.key('Return')
    wait_for('a topic', lambda: can_go_back(program))
    press(program, '<Alt>Left')
    await_good('Alt+Left: back to all topics', lambda: not can_go_back(program))
    press(program, '<Control>w')
    await_good('Ctrl+W: closes the guide alone', lambda: 'Guide' not in window_names(program))
    check('and the model stays open', field(program, 'Model name') is not None)


def test_places(program):
    press(program, '<Control>f')
    await_good('Ctrl+F: the search', lambda: 'Search models' in focus(program))
    press(program, 'F9')
    await_good('F9: from the list to the model', lambda: 'Search models' not in focus(program))
    before = focus(program)
    press(program, 'F9')
    await_good('F9: from the model to the list', lambda: focus(program) not in (before, []))


def test_changes(program):
    name = field(program, 'Model name')
    program.walk_to(lambda node: node == name or 'Model name' in (node.get_name() or ''))
    program.key('End')
    program.type('x')
    wait_for('what was typed', lambda: text_of(name) == NAME + 'x')
    press(program, '<Control>z')
    await_good('Ctrl+Z: undo', lambda: text_of(name) == NAME)
    press(program, '<Shift><Control>z')
    await_good('Shift+Ctrl+Z: redo', lambda: text_of(name) == NAME + 'x')
    program.key('ctrl+z')
    wait_for('the undo', lambda: text_of(name) == NAME)
    press(program, '<Control>y')
    await_good('Ctrl+Y: redo', lambda: text_of(name) == NAME + 'x')
    press(program, '<Control>s')
    await_good('Ctrl+S: the review before a save', lambda: 'Review 1 Change' in window_names(program))
    await_window(program, 'Review 1 Change')
    program.key('Return')
    await_good('whose Enter sends', lambda: not program.find(lambda node: (node.get_name() or '').startswith('Was: ')))


def test_reload(program):
    before = requests(program)
    program.walk_to(lambda node: 'Model name' in (node.get_name() or ''))
    press(program, '<Control>r')
    await_good('Ctrl+R: asks for the model', lambda: requests(program)['GetModel'] > before['GetModel'])
    press(program, '<Control>f')
    press(program, 'F5')
    await_good('F5: asks for the list, in the list', lambda: requests(program)['ListModels'] > before['ListModels'])


def test_failure(program):
    program.key('ctrl+o')
    await_window(program, 'Open Model')
    program.type('model-thatisnotthere0000')
    program.key('Return')
    program.label('Not opened')
    await_window(program, 'Nameplate')
    press(program, 'Escape')
    await_good('Escape: closes what is told of a failure',
               lambda: not program.find(lambda node: 'Not opened' in (node.get_name() or '')))


def test_end(program):
    press(program, 'F1')
    await_window(program, 'Guide')
    press(program, '<Control>q')
    check('Ctrl+Q: ends the program, from any window', program.process.wait(LIMIT) == 0)


def test_accounts():
    folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'glib-2.0', 'settings')
    os.makedirs(folder)
    with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as f:
        f.write(SETTINGS % ', '.join(ACCOUNT % pair for pair in (('a', 'First'), ('b', 'Second'))))
    program = Program([sys.argv[1]], {**ENVIRONMENT, 'GSETTINGS_BACKEND': 'keyfile'})
    try:
        program.label('Account: First')
        press(program, '<Alt>2')
        program.label('Account: Second')
        press(program, '<Alt>1')
        await_good('Alt+1: the first account; Alt+2: the second', lambda: program.label('Account: First'))
        press(program, '<Control>w')
        check('Ctrl+W: closes the window, and with it the program', program.process.wait(LIMIT) == 0)
    finally:
        stop(program)


def stop(program):
    if program.process.poll() is None:
        program.process.terminate()
        program.process.wait()


def main():
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    os.environ.pop('GTK_A11Y', None)
    Atspi.init()
    program = Program([sys.argv[1], '--practice', MODEL], ENVIRONMENT)
    try:
        field(program, 'Model name')
        for test in (test_windows, test_menu, test_back, test_places, test_changes, test_reload, test_failure,
                     test_end):
            test(program)
    finally:
        stop(program)
    test_accounts()
    missing = listed_keys() - pressed
    check('every key of the list was pressed', not missing, sorted(missing))
    print('1..%d' % count)


main()
