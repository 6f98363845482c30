#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Starts the program in the ways a desktop and a terminal do. Speaks TAP.

usage: build-aux/headless -a /usr/bin/python3 tests/app/activation.py PROGRAM

A second call and the bus reach the window that is there; the bus starts one too.
"""

import os
import subprocess
import sys
import warnings

# For the program alone: libatspi warns of every widget that goes away.
debug = os.environ.pop('G_DEBUG', '')
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'build-aux'))

try:
    from drive import Atspi, GLib, Program, ask, text_of, wait_for
except (ImportError, ValueError) as error:
    print('1..0 # SKIP', error)
    sys.exit(0)

from gi.repository import Gio   # noqa: E402

warnings.simplefilter('ignore', DeprecationWarning)

ID = 'io.github.nameplate.Nameplate'
PATH = '/' + ID.replace('.', '/')
MODEL, NAME = 'model-rgn74g8qip6ocx9p38', 'Bird Song Finder'
OTHER, OTHER_NAME = 'model-rbvg5wzljz0000ks92', '新闻分类'
LINK = ('https://pai.console.aliyun.com/?regionId=cn-hangzhou&workspaceId=324017'
        '#/workspace/models/%s/detail' % OTHER)
ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GSETTINGS_BACKEND': 'memory', 'G_DEBUG': debug}

count = 0


def check(name, is_good, found=''):
    global count
    count += 1
    print('%s %d %s%s' % ('ok' if is_good else 'not ok', count, name, '' if is_good else ' # %s' % found), flush=True)


def call(*arguments):
    """Runs the program once more. Returns its code and what it said on its two outputs."""
    done = subprocess.run((sys.argv[1],) + arguments, capture_output=True, text=True, timeout=30,
                          env={**os.environ, **ENVIRONMENT})
    return done.returncode, done.stdout, done.stderr


def ask_bus(method, parameters, path=PATH, interface='org.freedesktop.Application'):
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    return bus.call_sync(ID, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE, 10000, None)


def act(name):
    """What the desktop does for an action of the desktop file."""
    ask_bus('ActivateAction', GLib.Variant('(sava{sv})', (name, [], {})))


def is_title(title):
    return ask('xdotool', 'getactivewindow', 'getwindowname') == title


def test_second_call(program):
    code, _, said = call(MODEL)
    program.entry_that_holds(NAME)
    check('a model ID opens that model in the window that is there', code == 0, said)
    code, _, said = call(LINK)
    program.entry_that_holds(OTHER_NAME)
    check('so does a link from the console', code == 0, said)
    code, out, said = call('no such thing')
    check('what holds no ID is refused in one sentence', code == 2 and out == '' and said.count('\n') == 1
          and 'no model ID' in said, (code, out, said))
    check('and the window stays as it is', program.find(lambda node: text_of(node) == OTHER_NAME))


def find_on_bus(bus, pid):
    def ask(method, *arguments):
        return bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', method,
                             GLib.Variant('(s)', arguments) if arguments else None, None,
                             Gio.DBusCallFlags.NONE, 10000, None).unpack()[0]
    return next(name for name in ask('ListNames') if name.startswith(':')
                and ask('GetConnectionUnixProcessID', name) == pid)


def test_missing_window(program):
    """A program for the blind may ask for a dialog that was just closed. GTK then tells of its last
    window, and crashes if that one was never shown."""
    address = ask('gdbus', 'call', '--session', '-d', 'org.a11y.Bus', '-o', '/org/a11y/bus',
                  '-m', 'org.a11y.Bus.GetAddress').split("'")[1]
    bus = Gio.DBusConnection.new_for_address_sync(
        address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        None, None)
    found = bus.call_sync(find_on_bus(bus, program.process.pid), '/org/a11y/atspi/accessible/root',
                          'org.a11y.atspi.Accessible', 'GetChildAtIndex', GLib.Variant('(i)', (1,)), None,
                          Gio.DBusCallFlags.NONE, 10000, None)
    check('it can be asked for a window that is not there', found, found)


def test_actions(program):
    act('open-model')
    wait_for('the dialog', lambda: is_title('Open Model'))
    check('the action of the desktop file asks for a model', True)
    program.key('Escape')
    program.entry_that_holds(OTHER_NAME)
    call('--open')
    wait_for('the dialog', lambda: is_title('Open Model'))
    check('so does a second call', True)
    program.key('Escape')
    act('practice')
    program.label('Choose a model')
    check('the other one starts the practice workspace anew', True)


def test_practice_with_model():
    program = Program([sys.argv[1], '--practice', MODEL], ENVIRONMENT)
    try:
        program.entry_that_holds(NAME)
        check('a model can be named at the start', True)
        test_second_call(program)
        test_missing_window(program)
        test_actions(program)
        program.close()
    finally:
        stop(program)


def test_without_account():
    program = Program([sys.argv[1], MODEL], ENVIRONMENT)
    try:
        program.label('Connect an account first')
        check('without an account it says what is missing', True)
        program.close()
    finally:
        stop(program)


def test_service():
    """As the bus starts it: first without a window."""
    process = subprocess.Popen([sys.argv[1], '--gapplication-service'], env={**os.environ, **ENVIRONMENT})
    program = Program.__new__(Program)
    program.process = process
    try:
        wait_for('the service', lambda: ask('gdbus', 'call', '--session', '-d', ID, '-o', PATH,
                                            '-m', 'org.freedesktop.DBus.Peer.Ping'))
        found = ask_bus('GetInitialResultSet', GLib.Variant('(as)', (['bird'],)), PATH + '/SearchProvider',
                        'org.gnome.Shell.SearchProvider2')
        check('it can be searched without a window', found.unpack() == ([],), found)
        ask_bus('Activate', GLib.Variant('(a{sv})', ({},)))
        program.root = wait_for('the program', program.find_root)
        program.label('Describe your models')
        check('the bus starts it and then shows its window', True)
        wait_for('the window', program.is_active)
        program.close()
        check('and it ends with its window', True)
    finally:
        stop(program)


def stop(program):
    if program.process.poll() is None:
        program.process.terminate()
        program.process.wait()


def main():
    # It is asked before the program has told all about itself; then it warns.
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    os.environ.pop('GTK_A11Y', None)
    Atspi.init()
    test_practice_with_model()
    test_without_account()
    test_service()
    print('1..%d' % count)


main()
