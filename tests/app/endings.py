#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Ends the program in every way there is, right after something was typed, and looks what comes back. Speaks TAP.

usage: build-aux/headless -a /usr/bin/python3 tests/app/endings.py PROGRAM

The program is ended by keys, over the bus, by the signals that a session or a
terminal sends, and by a session manager of our own at the end of a session. Each time the
last character was typed a moment before, when no pause has yet brought it to the disk.
Started anew the program has to show all that was typed.
"""

import os
import signal
import sys
import threading
import warnings

# For the program alone: libatspi warns of every widget that goes away.
debug = os.environ.pop('G_DEBUG', '')
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'build-aux'))

try:
    from drive import LIMIT, Atspi, GLib, Program, text_of, wait_for
    from gi.repository import Gio
except (ImportError, ValueError) as error:
    print('1..0 # SKIP', error)
    sys.exit(0)

warnings.simplefilter('ignore', DeprecationWarning)

APPLICATION = 'io.github.nameplate.Nameplate'
MODEL = 'model-rgn74g8qip6ocx9p38'
ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GSETTINGS_BACKEND': 'memory', 'G_DEBUG': debug}
MANAGER = '/org/gnome/SessionManager'
CLIENT = '/org/gnome/SessionManager/Client1'
INTERFACES = Gio.DBusNodeInfo.new_for_xml('''
<node>
  <interface name="org.gnome.SessionManager">
    <method name="RegisterClient">
      <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="o" direction="out"/>
    </method>
    <method name="UnregisterClient"><arg type="o" direction="in"/></method>
    <method name="Inhibit">
      <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
      <arg type="u" direction="in"/><arg type="u" direction="out"/>
    </method>
    <method name="Uninhibit"><arg type="u" direction="in"/></method>
  </interface>
  <interface name="org.gnome.SessionManager.ClientPrivate">
    <method name="EndSessionResponse"><arg type="b" direction="in"/><arg type="s" direction="in"/></method>
    <signal name="Stop"/>
    <signal name="QueryEndSession"><arg type="u"/></signal>
    <signal name="EndSession"><arg type="u"/></signal>
    <signal name="CancelEndSession"/>
  </interface>
</node>''')

count = 0


def check(name, is_good, found=''):
    global count
    count += 1
    print('%s %d %s%s' % ('ok' if is_good else 'not ok', count, name, '' if is_good else ' # %s' % found), flush=True)


class SessionManager:
    """What a GNOME session says to its programs at its end, and what it hears from them.

    It answers in a thread of its own: a program that starts waits for it, while the test waits for the program."""

    def __init__(self):
        self.reset()
        self.context = GLib.MainContext.new()
        is_ready = threading.Event()
        threading.Thread(target=self.run, args=(is_ready,), daemon=True).start()
        is_ready.wait(LIMIT)

    def run(self, is_ready):
        self.context.push_thread_default()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'], Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        for path, interface in zip((MANAGER, CLIENT), INTERFACES.interfaces):
            self.bus.register_object(path, interface, self.call_cb, None, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', ('org.gnome.SessionManager', 0)), None, Gio.DBusCallFlags.NONE, -1, None)
        is_ready.set()
        GLib.MainLoop.new(self.context, False).run()

    def reset(self):
        self.client, self.inhibitors, self.answers, self.reasons = None, set(), 0, []

    def call_cb(self, connection, sender, path, interface, method, arguments, invocation):
        answer = None
        if method == 'RegisterClient':
            if arguments.unpack()[0] == APPLICATION:   # the accessibility bus has one, too
                self.client = sender
            answer = GLib.Variant('(o)', (CLIENT,))
        elif method == 'Inhibit':
            cookie = len(self.reasons) + 1
            self.reasons.append(arguments.unpack()[2])
            self.inhibitors.add(cookie)
            answer = GLib.Variant('(u)', (cookie,))
        elif method == 'Uninhibit':
            self.inhibitors.discard(arguments.unpack()[0])
        elif method == 'EndSessionResponse':
            self.answers += sender == self.client
        invocation.return_value(answer)

    def say(self, signal_name, *arguments):
        body = GLib.Variant('(u)', arguments) if arguments else None
        self.bus.emit_signal(self.client, CLIENT, 'org.gnome.SessionManager.ClientPrivate', signal_name, body)

    def end_session(self):
        """Asks first, and waits as long as the program asks for, as a session does."""
        self.say('QueryEndSession', 0)
        wait_for('the answer', lambda: self.answers == 1)
        wait_for('the program to be ready', lambda: not self.inhibitors)
        check('a session: it waited for the program', len(self.reasons) == 1, self.reasons)
        self.say('EndSession', 0)


def activate(session, action):
    session.bus.call_sync(APPLICATION, '/' + APPLICATION.replace('.', '/'), 'org.freedesktop.Application',
                          'ActivateAction', GLib.Variant('(sava{sv})', (action, [], {})), None,
                          Gio.DBusCallFlags.NONE, LIMIT * 1000, None)


def describe_entry(program):
    return program.entry(lambda node: (node.get_name() or '') == 'Description')


def start(session):
    session.reset()
    program = Program([sys.argv[1], '--practice', MODEL], ENVIRONMENT)
    entry = describe_entry(program)
    wait_for('the session to know the program', lambda: session.client)
    return program, entry


def try_ending(name, session, program, entry, end):
    """Types, ends the program by END at once, and starts it anew. Returns the new one."""
    wanted = text_of(entry)
    for character in ' Ended by ' + name:
        Atspi.EditableText.insert_text(entry, Atspi.Text.get_character_count(entry), character, len(character))
        wanted += character
    end(program)
    check('%s: it ends by itself' % name, program.process.wait(LIMIT) == 0, program.process.returncode)

    program, entry = start(session)
    program.label('Was')   # below the field, as soon as the draft is in the form
    check('%s: all that was typed is back' % name, text_of(entry) == wanted, text_of(entry)[-60:])
    return program, entry


def main():
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    os.environ.pop('GTK_A11Y', None)
    Atspi.init()
    session = SessionManager()
    program, entry = start(session)
    endings = {'keys': lambda program: program.key('ctrl+q'),
               'the bus': lambda program: activate(session, 'quit'),
               'a session': lambda program: session.end_session(),
               'a session in a hurry': lambda program: session.say('Stop')}
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        endings[number.name] = lambda program, number=number: program.process.send_signal(number)
    try:
        for name, end in endings.items():
            program, entry = try_ending(name, session, program, entry, end)
        program.close()
    finally:
        if program.process.poll() is None:
            program.process.kill()
            program.process.wait()
    print('1..%d' % count)


main()
