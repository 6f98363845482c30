#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""A tour through Nameplate as a person would take it, for machines without a screen.

usage: build-aux/headless -a /usr/bin/python3 build-aux/tour.py PROGRAM FOLDER

Starts PROGRAM with the practice workspace, opens a model, gives it a Chinese
name, saves, prints the RequestId of the answer, and leaves pictures in FOLDER.
Widgets are found by what a screen reader calls them and are used by keyboard
and accessibility actions.
"""

import os
import subprocess
import sys
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402

MODEL_ID = 'model-rbvg5wzljz0000ks92'
NEW_NAME = '新闻分类（长文本）'
LIMIT = 30   # seconds any wait may take


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


def has_state(node, *states):
    return all(node.get_state_set().contains(state) for state in states)


class Program:
    """The running program, seen through the accessibility bus."""

    def __init__(self, command, folder):
        self.folder = folder
        self.pictures = 0
        self.process = subprocess.Popen(command)
        self.root = wait_for('the program', self.find_root)

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
            lambda node: 'button' in node.get_role_name() and is_named(node, name)
            and has_state(node, Atspi.StateType.SENSITIVE)))
        Atspi.Action.do_action(button, 0)
        turn(0.2)

    def entry(self, name):
        return wait_for('the entry ' + name, lambda: self.find(
            lambda node: node.get_editable_text_iface() is not None and is_named(node, name)))

    def write(self, name, text):
        Atspi.EditableText.set_text_contents(self.entry(name), text)
        turn(0.2)

    def label(self, part):
        return wait_for('the words ' + part, lambda: self.find(
            lambda node: part in (node.get_name() or ''))).get_name()

    def is_active(self):
        return ask('xdotool', 'getactivewindow', 'getwindowpid') == str(self.process.pid)

    def key(self, keys):
        wait_for('the window', self.is_active)
        tell('xdotool', 'key', '--clearmodifiers', keys)
        turn(0.2)

    def picture(self, name):
        turn(0.5)   # what is on its way to the screen has no other end
        self.pictures += 1
        path = os.path.join(self.folder, '%d-%s.png' % (self.pictures, name))
        tell('import', '-window', 'root', path)
        print('Picture:   ' + path)

    def close(self):
        self.key('ctrl+q')
        code = self.process.wait(LIMIT)
        if code != 0:
            raise SystemExit('tour: the program ended with code %d' % code)


def take(program):
    wait_for('the window', program.is_active)
    program.picture('start')

    program.press('Open Model')
    program.write('Model ID or link', MODEL_ID)
    program.picture('open')
    program.press('Open')

    program.entry('Model name')
    program.picture('model')
    program.write('Model name', NEW_NAME)
    program.picture('changed')

    program.key('ctrl+s')
    print('Answer:    ' + program.label('Saved.'))
    program.picture('saved')
    program.press('Copy RequestId')
    print('RequestId: ' + wait_for('the clipboard', clipboard))
    program.close()


def main():
    warnings.simplefilter('ignore', DeprecationWarning)
    command, folder = sys.argv[1], sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    # The names above are the English ones.
    os.environ.update({'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GSETTINGS_BACKEND': 'memory'})
    # It is asked before the program has told all about itself; then it warns.
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    Atspi.init()
    program = Program([command, '--practice'], folder)
    try:
        take(program)
    finally:
        if program.process.poll() is None:
            program.process.terminate()


if __name__ == '__main__':
    main()
