#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""A tour through Nameplate as a person would take it, for machines without a screen.

usage: build-aux/headless -a /usr/bin/python3 build-aux/tour.py PROGRAM FOLDER

Starts PROGRAM, goes into the practice workspace, finds a model in the list,
gives it a Chinese name, saves, prints the RequestId of the answer, and leaves
pictures in FOLDER: light, narrow, dark and in Chinese. Widgets are found by what
a screen reader calls them and are used by keyboard and accessibility actions.
"""

import os
import subprocess
import sys
import time
import warnings

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib   # noqa: E402

SEARCH = 'rgn74g'   # a part of the ID of one sample
OLD_NAME = 'Bird Song Finder'
NEW_NAME = '鸟鸣识别（东亚 312 种）'
WIDE, NARROW = (1000, 680), (360, 680)
CORNER = 15   # the roundest corner of a window that any supported libadwaita draws
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


def text_of(node):
    if node.get_text_iface() is None:
        return ''
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


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
            lambda node: 'button' in node.get_role_name() and is_named(node, name)
            and has_state(node, Atspi.StateType.SENSITIVE)))
        Atspi.Action.do_action(button, 0)
        turn(0.2)

    def entry(self, accepts):
        return wait_for('an entry', lambda: self.find(
            lambda node: node.get_editable_text_iface() is not None and accepts(node)))

    def entry_that_holds(self, text):
        return self.entry(lambda node: text_of(node) == text)

    def label(self, part):
        return wait_for('the words ' + part, lambda: self.find(
            lambda node: part in (node.get_name() or ''))).get_name()

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

    def close(self):
        self.key('ctrl+q')
        code = self.process.wait(LIMIT)
        if code != 0:
            raise SystemExit('tour: the program ended with code %d' % code)


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


def search_and_open(program, name):
    program.key('ctrl+f')
    program.type(SEARCH)
    program.key('Return')
    program.entry_that_holds(name)


def open_model(program):
    search_and_open(program, OLD_NAME)
    program.key('ctrl+f')
    program.key('Escape')
    turn(4)   # three seconds after the last key GTK hides the frame around what has the focus


def take_main_tour(program, album):
    album.add(program, 'welcome')
    program.press('Try the practice workspace')
    program.label(OLD_NAME)
    program.resize(WIDE)
    album.add(program, 'list')

    open_model(program)
    album.add(program, 'model')
    Atspi.EditableText.set_text_contents(program.entry_that_holds(OLD_NAME), NEW_NAME)
    album.add(program, 'changed')

    program.key('ctrl+s')
    print('Answer:    ' + program.label('Saved.'))
    album.add(program, 'saved')
    program.press('Copy RequestId')
    print('RequestId: ' + wait_for('the clipboard', clipboard))

    program.resize(NARROW)
    album.add(program, 'narrow-list')
    search_and_open(program, NEW_NAME)
    album.add(program, 'narrow-model')


def take_short_tour(program, album, name):
    program.label(OLD_NAME)
    program.resize(WIDE)
    open_model(program)
    Atspi.EditableText.set_text_contents(program.entry_that_holds(OLD_NAME), NEW_NAME)
    album.add(program, name)
    # Puts the old name back, so that nothing is asked at the end.
    Atspi.EditableText.set_text_contents(program.entry_that_holds(NEW_NAME), OLD_NAME)


def run(arguments, environment, take, *rest):
    """Starts the program, takes a tour through it and closes it."""
    program = Program(sys.argv[1:2] + arguments, environment)
    try:
        take(program, *rest)
        program.close()
    finally:
        if program.process.poll() is None:
            program.process.terminate()


def main():
    warnings.simplefilter('ignore', DeprecationWarning)
    album = Album(sys.argv[2])
    # The names above are the English ones.
    english = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GSETTINGS_BACKEND': 'memory'}
    chinese = {**english, 'LC_ALL': 'zh_CN.UTF-8', 'LANGUAGE': 'zh_CN'}
    dark = {**english, 'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}
    # It is asked before the program has told all about itself; then it warns.
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    Atspi.init()
    run([], english, take_main_tour, album)
    run(['--practice'], dark, take_short_tour, album, 'dark')
    run(['--practice'], chinese, take_short_tour, album, 'chinese')


if __name__ == '__main__':
    main()
