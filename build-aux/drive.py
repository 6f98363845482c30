#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Drives Nameplate from outside as a person would: widgets are found by what a screen reader
calls them and are used by keyboard and accessibility actions. The tour stands on it, and so do
the tests that look at the program from outside."""

import gettext
import json
import os
import re
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402

CORNER = 15   # the roundest corner of a window that any supported libadwaita draws
LIMIT = 30   # seconds any wait may take
PRESSABLE = ('button', 'menu item', 'tab')   # parts of the names of roles


def turn(seconds=0.05):
    """Lets what other programs said arrive."""
    context = GLib.MainContext.default()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while context.pending():
            context.iteration(False)
        time.sleep(0.005)


def wait_for(what, question):
    """Asks QUESTION until it has an answer."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        try:
            answer = question()
        except GLib.Error:   # a widget went away while it was looked at
            answer = None
        if answer:
            return answer
        turn()
    raise SystemExit('tour: waited too long for %s' % what)


def ask(*command):
    """What a tool answers; nothing if it has no answer."""
    return subprocess.run(command, capture_output=True, text=True, timeout=LIMIT).stdout.strip()


def tell(*command):
    subprocess.run(command, check=True, timeout=LIMIT)


def clipboard():
    return ask('xclip', '-selection', 'clipboard', '-out', '-target', 'UTF8_STRING')


def children(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def is_named(node, name):
    """GTK 4.8 calls a button with a mnemonic '_Save Save'."""
    found = node.get_name() or ''
    return found == name or found.endswith(' ' + name) or found.replace('_', '', 1) == name


def text_of(node):
    if node.get_text_iface() is None:
        return ''
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def words_of(node):
    """What a node says. A label that tells a state has no name in GTK 4.18."""
    is_typed = node.get_editable_text_iface() is not None
    return not is_typed and text_of(node) or node.get_name() or ''


def find_action(node):
    """What of a button takes the click: that of a menu is inside of it."""
    return next((x for x in walk(node) if x.get_action_iface() and Atspi.Action.get_n_actions(x) > 0), None)


def has_state(node, *states):
    return all(node.get_state_set().contains(state) for state in states)


class Program:
    """The running program, seen through the accessibility bus."""

    def __init__(self, command, environment):
        self.process = subprocess.Popen(command, env={**os.environ, **environment})
        self.root = wait_for('the program', self.find_root)
        wait_for('the window', self.is_active)

    def find_root(self):
        if self.process.poll() is not None:
            raise SystemExit('tour: the program ended with code %d' % self.process.returncode)
        return next((x for x in children(Atspi.get_desktop(0)) if x.get_process_id() == self.process.pid), None)

    def find(self, accepts):
        # GTK 4.8 does not tell what is on the screen, only what was not hidden by itself.
        return next((node for node in walk(self.root)
                     if has_state(node, Atspi.StateType.VISIBLE) and accepts(node)), None)

    def press(self, name):
        button = wait_for('the button ' + name, lambda: self.find(
            lambda node: any(role in node.get_role_name() for role in PRESSABLE) and is_named(node, name)
            and has_state(node, Atspi.StateType.SENSITIVE) and find_action(node)))
        Atspi.Action.do_action(find_action(button), 0)
        turn(0.2)

    def choose(self, menu, item):
        """Takes an item of a menu by its words with their mnemonic; GTK 4.18 tells this, and no name."""
        name, letter = item.replace('_', ''), item.partition('_')[2][:1].lower()

        def is_meant(node):
            shortcut = (node.get_attributes() or {}).get('keyshortcuts', '').split(' ')[-1]
            return (node.get_role_name() == 'menu item' and find_action(node) and (is_named(node, name) or
                    shortcut == 'Alt+' + letter and has_state(node, Atspi.StateType.SHOWING)))

        self.press(menu)
        found = wait_for('the item ' + name, lambda: self.find(is_meant))
        Atspi.Action.do_action(find_action(found), 0)
        turn(0.2)

    def await_gone(self, name):
        """Waits until no button has this name."""
        wait_for('the end of ' + name, lambda: not self.find(
            lambda node: 'button' in node.get_role_name() and is_named(node, name)))

    def entry(self, accepts):
        return wait_for('an entry', lambda: self.find(
            lambda node: node.get_editable_text_iface() is not None and accepts(node)))

    def entry_that_holds(self, text):
        return self.entry(lambda node: text_of(node) == text)

    def walk_to(self, accepts):
        """Goes on with Tab until what has the focus is accepted."""
        for _ in range(60):
            if self.find(lambda node: has_state(node, Atspi.StateType.FOCUSED) and accepts(node)):
                return
            self.key('Tab')
        raise SystemExit('tour: the focus did not get there')

    def label(self, part):
        def found():
            node = self.find(lambda node: part in words_of(node))
            return node and words_of(node)

        return wait_for('the words ' + part, found)

    def is_active(self):
        return ask('xdotool', 'getactivewindow', 'getwindowpid') == str(self.process.pid)

    def key(self, keys):
        wait_for('the window', self.is_active)
        tell('xdotool', 'key', '--clearmodifiers', keys)
        turn(0.2)

    def type(self, text):
        wait_for('the window', self.is_active)
        tell('xdotool', 'type', text)

    def extents(self):
        """The window with its shadow as x, y, width and height, and how deep the shadow is on the four sides."""
        window = ask('xdotool', 'getactivewindow')
        place = dict(line.split('=') for line in ask('xdotool', 'getwindowgeometry', '--shell', window).splitlines())
        shadow = ask('xprop', '-id', window, '-notype', '_GTK_FRAME_EXTENTS').partition('=')[2]
        return [int(place[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT')], [int(x) for x in shadow.split(',')]

    def frame(self):
        """The window without its shadow."""
        (x, y, width, height), (left, right, top, bottom) = self.extents()
        return x + left, y + top, width - left - right, height - top - bottom

    def resize(self, size):
        _, (left, right, top, bottom) = self.extents()
        tell('xdotool', 'getactivewindow', 'windowsize', str(size[0] + left + right), str(size[1] + top + bottom))
        wait_for('the size', lambda: self.frame()[2:] == size)

    def await_windows(self, count):
        """Waits until so many windows are open."""
        wait_for('%d windows' % count, lambda: len(list(children(self.root))) == count)
        turn(0.3)

    def edit(self, old, new):
        Atspi.EditableText.set_text_contents(self.entry_that_holds(old), new)

    def kill(self):
        """Ends it so that nothing of it can run any more."""
        self.process.kill()
        self.process.wait(LIMIT)

    def close(self):
        self.key('ctrl+q')
        code = self.process.wait(LIMIT)
        if code != 0:
            raise SystemExit('tour: the program ended with code %d' % code)


class Service:
    """The practice service as a process of its own, where somebody else can write."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url, self.key_id, self.secret = (self.process.stdout.readline().strip() for _ in range(3))

    def tell(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def change(self, model_id, **members):
        model = {**json.loads(self.tell(model_id)), **members}
        self.tell('put %s %s' % (model_id, json.dumps(model)))

    def stop(self):
        self.process.stdin.close()
        self.process.wait(LIMIT)


class Album:
    """Pictures of the active window, numbered, with its corners cut out and without its shadow."""

    def __init__(self, folder):
        self.folder = folder
        self.count = 0
        os.makedirs(folder, exist_ok=True)

    def add(self, program, name):
        turn(0.5)   # what is on its way to the screen has no other end
        self.count += 1
        path = os.path.join(self.folder, '%d-%s.png' % (self.count, name))
        x, y, width, height = program.frame()
        corners = 'roundrectangle 0,0 %d,%d %d,%d' % (width - 1, height - 1, CORNER, CORNER)
        tell('import', '-window', 'root', '-crop', '%dx%d+%d+%d' % (width, height, x, y), '+repage', path)
        tell('convert', path, '(', '-size', '%dx%d' % (width, height), 'xc:none', '-fill', 'white', '-draw', corners,
             ')', '-compose', 'DstIn', '-composite', '-strip', 'PNG32:' + path)
        print('Picture:   ' + path)


def translator(program, language):
    """Returns what says a text of the program as it says it in a language."""
    folder = os.path.join(os.path.dirname(program), '..', 'share', 'locale')
    words = gettext.translation('nameplate', folder, [language], fallback=True)

    def say(text, context=None):
        found = words.pgettext(context, text) if context else words.gettext(text)
        # Of a text with a gap the longer part is enough to know it by.
        return max(re.split(r'%(?:\d\$)?[su]', found.replace('_', '')), key=len)
    return say
