#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""A tour through Nameplate as a person would take it, for machines without a screen.

usage: build-aux/headless -a /usr/bin/python3 build-aux/tour.py PROGRAM FOLDER [SERVICE]

Starts PROGRAM, goes into the practice workspace, finds a model in the list,
gives it a Chinese name, saves, prints the RequestId of the answer, and leaves
pictures in FOLDER: light, narrow, dark and in Chinese. With SERVICE, the practice
service as a program of its own, it takes pictures of a save too, while somebody
else saves. Widgets are found by what a screen reader calls them and are used by
keyboard and accessibility actions.
"""

import gettext
import json
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
OTHER_ID, OTHER_NAME = 'model-l6fz8eygvs6g4ck614', 'Invoice Reader'
EDITS = {   # what the model has, and what a person makes of it
    OTHER_NAME: 'Invoice Reader 2',
    'Reads the date, the seller, the total and the tax number from a photographed invoice. '
    'Works best with flat paper and even light.':
    'Reads the date, the seller, the total and the VAT number from a photographed or scanned invoice. '
    'Works best with flat paper and even light.',
    'document-question-answering': '',
}
LOSES_OMITTED_FIELDS, KEEPS_EMPTIED_FIELDS = 1, 4   # NpPracticeSemantics
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

    def await_windows(self, count):
        """Waits until so many windows are open."""
        wait_for('%d windows' % count, lambda: len(list(children(self.root))) == count)
        turn(0.3)

    def edit(self, old, new):
        Atspi.EditableText.set_text_contents(self.entry_that_holds(old), new)

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
    program.await_windows(2)
    program.key('Return')
    print('Answer:    ' + program.label('Saved.'))
    album.add(program, 'saved')
    program.press('Model menu')
    program.press('Details of the Last Save')
    program.press('Copy')
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


def connect(program, service, say):
    """Types the key as a person does: it can be told to the program in no other way."""
    program.press(say('Connect an account'))
    program.await_windows(2)
    for text in (service.key_id, '\t', service.secret, '\t', ' '):
        program.type(text)
        turn(0.3)
    endpoint = wait_for('the endpoint', lambda: program.find(
        lambda node: node.get_editable_text_iface() is not None and
        (node.get_name() or '').endswith(say('Custom endpoint'))))
    Atspi.EditableText.set_text_contents(endpoint, service.url)
    program.key('Return')
    program.await_windows(1)
    program.label(OTHER_NAME)


def open_other(program, name):
    program.key('ctrl+f')
    program.type(OTHER_ID[6:12])
    program.key('Return')
    program.entry_that_holds(name)


def review(program, album, say, size):
    """Many changes, some of which may do harm."""
    for key in ('Tab', 'Tab', 'Down'):   # from the name over the description to the visibility, which becomes public
        program.key(key)
    for old, new in EDITS.items():
        program.edit(old, new)
    program.key('ctrl+s')
    program.await_windows(2)
    program.label(say('Nobody else changed it.'))
    program.resize(size)
    album.add(program, 'review')
    program.key('Return')
    program.await_windows(1)


def decide(program, service, album, say, size):
    """Somebody else changes the same, and more."""
    program.edit('cv', 'multi-modal')
    service.change(OTHER_ID, Domain='ocr', Origin='ModelScope', OrderNumber=7)
    program.key('ctrl+s')
    program.await_windows(2)
    program.press(say('_Decide…'))
    program.label(say('Somebody else changed this model'))
    program.resize(size)
    album.add(program, 'conflict')
    program.key('Escape')
    program.await_windows(1)


def take_saving_tour(program, service, album, say, size):
    """The windows of a save: review, decision, outcome, preferences."""
    connect(program, service, say)
    program.resize(WIDE)
    open_other(program, OTHER_NAME)
    service.tell('semantics %d' % (LOSES_OMITTED_FIELDS | KEEPS_EMPTIED_FIELDS))
    review(program, album, say, size)
    program.label(say('_Give Back'))
    if size == NARROW:
        program.resize(size)
    album.add(program, 'outcome')
    service.tell('semantics 0')
    decide(program, service, album, say, size)
    program.key('ctrl+comma')
    program.await_windows(2)
    if size == NARROW:
        program.resize(size)
    album.add(program, 'preferences')
    program.key('Escape')
    program.await_windows(1)


def translator(program, language):
    folder = os.path.join(os.path.dirname(program), '..', 'share', 'locale')
    words = gettext.translation('nameplate', folder, [language], fallback=True)

    def say(text, context=None):
        found = words.pgettext(context, text) if context else words.gettext(text)
        return found.replace('_', '')
    return say


def run(arguments, environment, take, *rest):
    """Starts the program, takes a tour through it and closes it."""
    program = Program(sys.argv[1:2] + arguments, environment)
    try:
        take(program, *rest)
        program.close()
    finally:
        if program.process.poll() is None:
            program.process.terminate()


def take_saves(environment, size, name, say):
    """Each run has a service of its own, so that all begin alike."""
    service = Service(sys.argv[3])
    try:
        run([], environment, take_saving_tour, service, Album(os.path.join(sys.argv[2], 'saving-' + name)), say, size)
    finally:
        service.stop()


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
    for environment, size, name, language in (
            (english, (760, 640), 'light', 'en'), (dark, (760, 640), 'dark', 'en'),
            (chinese, (760, 640), 'chinese', 'zh_CN'), (english, NARROW, 'narrow', 'en')):
        if len(sys.argv) > 3:
            take_saves(environment, size, name, translator(sys.argv[1], language))


if __name__ == '__main__':
    main()
