# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""The installed Flatpak as a test sees it: the program through the accessibility bus, the service
beside it, and the files that the sandbox keeps. It stands on what the tour uses."""

import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'build-aux'))
from drive import Atspi, GLib, Program, ask, children, has_state, tell, text_of, wait_for   # noqa: E402
from gi.repository import Gio   # noqa: E402

WITH_TEXT = ('text', 'entry', 'password text')


class Service:
    """The practice service as a process of its own, outside of the sandbox."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url, self.key_id, self.secret = (self.process.stdout.readline().strip() for _ in range(3))

    def model(self, model_id):
        self.process.stdin.write(model_id + '\n')
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def pause(self):
        """Lets everybody wait for its answers."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


class Notices:
    """What a desktop does with notices: it shows them, and says which one was chosen."""

    NAME, PATH = 'org.freedesktop.Notifications', '/org/freedesktop/Notifications'
    INTERFACE = '''
        <node><interface name="org.freedesktop.Notifications">
          <method name="GetCapabilities"><arg type="as" direction="out"/></method>
          <method name="GetServerInformation">
            <arg type="s" direction="out"/><arg type="s" direction="out"/>
            <arg type="s" direction="out"/><arg type="s" direction="out"/>
          </method>
          <method name="Notify">
            <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
            <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
            <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/>
          </method>
          <method name="CloseNotification"><arg type="u" direction="in"/></method>
        </interface></node>'''

    def __init__(self):
        self.shown = []   # title and body of each
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(os.environ['DBUS_SESSION_BUS_ADDRESS'], flags, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(self.INTERFACE).interfaces[0]
        self.bus.register_object(self.PATH, interface, self.answer, None, None)
        Gio.bus_own_name_on_connection(self.bus, self.NAME, Gio.BusNameOwnerFlags.NONE, None, None)

    def answer(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == 'Notify':
            self.shown.append(parameters.unpack()[3:5])
            invocation.return_value(GLib.Variant('(u)', (len(self.shown),)))
        elif method == 'GetCapabilities':
            invocation.return_value(GLib.Variant('(as)', (['actions', 'body'],)))
        elif method == 'GetServerInformation':
            invocation.return_value(GLib.Variant('(ssss)', ('test', 'test', '1', '1.2')))
        else:
            invocation.return_value(None)

    def choose_last(self):
        self.bus.emit_signal(None, self.PATH, self.NAME, 'ActionInvoked',
                             GLib.Variant('(us)', (len(self.shown), 'default')))


def find_program(name):
    return next((x for x in children(Atspi.get_desktop(0)) if x.get_name() == name), None)


def await_end():
    wait_for('its end', lambda: not find_program('nameplate'))


class Sandbox(Program):
    """The program in its sandbox. Outside nobody knows its process, so it is found by its name."""

    pictures = '.'   # where to leave one of what it was like when something went wrong

    def __init__(self, app_id, arguments=(), options=(), **environment):
        self.app_id = app_id
        super().__init__(['flatpak', 'run', '--user', *options, app_id, *arguments],
                         {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', **environment})

    def __enter__(self):
        return self

    def __exit__(self, fault, *_):
        if fault:
            tell('import', '-window', 'root', os.path.join(self.pictures, 'failed.png'))
        self.stop()

    def find_root(self):
        if self.process.poll() is not None:
            raise SystemExit('it ended with code %d' % self.process.returncode)
        return find_program('nameplate')

    def is_active(self):
        """A window has the focus, whichever of them."""
        return self.find(lambda node: has_state(node, Atspi.StateType.ACTIVE))

    def entry_named(self, name):
        return wait_for('the entry ' + name, lambda: self.find(
            lambda node: node.get_role_name() in WITH_TEXT and name in (node.get_name() or '')))

    def fill(self, name, text):
        Atspi.EditableText.set_text_contents(self.entry_named(name), text)

    def has_words(self, part):
        return self.find(lambda node: part in (node.get_name() or '') or part in text_of(node))

    def await_words(self, part):
        wait_for('the words ' + part, lambda: self.has_words(part))

    def await_title(self, title):
        wait_for('the window ' + title, lambda: ask('xdotool', 'getactivewindow', 'getwindowname') == title)

    def connect(self, service):
        """Types as a person does: the secret can be told to the program in no other way."""
        self.press('Connect an account')
        self.await_title('Connect an Account')
        self.type_into('AccessKey ID', service.key_id)
        self.type_into('AccessKey secret', service.secret)
        self.key('space')   # unfolds More
        self.fill('Custom endpoint', service.url)
        self.press('Connect')
        self.await_words('models · ')

    def type_into(self, name, text):
        entry = self.entry_named(name)
        tell('xdotool', 'type', '--delay', '5', text)
        wait_for('the text of ' + name, lambda: Atspi.Text.get_character_count(entry) == len(text))
        self.key('Tab')

    def open_model(self, part, name):
        """Searches the list for a part of the ID, and opens what was found."""
        self.key('ctrl+f')
        self.type(part)
        self.key('Return')
        return self.entry_that_holds(name)

    def review_name(self, entry, name):
        Atspi.EditableText.set_text_contents(entry, name)
        self.key('ctrl+s')
        self.await_title('Review 1 Change')

    def go_away(self):
        tell('xdotool', 'getactivewindow', 'windowminimize')
        wait_for('its absence', lambda: not self.is_active())

    def stop(self):
        """Ends it as a crash would, if it still runs."""
        if self.process.poll() is None:
            subprocess.run(['flatpak', 'kill', self.app_id], capture_output=True, check=False)
        self.process.wait()
        await_end()

    def close(self):
        self.key('ctrl+q')
        code = self.process.wait(30)
        await_end()
        return code


class Unfocused(Sandbox):
    """Without a seat no window has the focus: no keys, but everything can be seen."""

    def is_active(self):
        return True


def data_folder(app_id):
    return os.path.join(os.environ['HOME'], '.var', 'app', app_id)


def keyring_path(app_id):
    return os.path.join(data_folder(app_id), 'data', 'keyrings', 'default.keyring')


def files_with(folder, text):
    """The files below a folder that hold a text."""
    paths = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]
    return [path for path in paths if os.path.isfile(path) and text.encode() in read(path)]


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def within(app_id, *command, **environment):
    """Runs a command in the sandbox. Returns its code and what it said."""
    done = subprocess.run(['flatpak', 'run', '--user', '--command=' + command[0], app_id, *command[1:]],
                          capture_output=True, text=True, timeout=60, check=False, env={**os.environ, **environment})
    return done.returncode, done.stdout + done.stderr
