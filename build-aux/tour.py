#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""A tour through Nameplate as a person would take it, for machines without a screen.

usage: build-aux/headless -a /usr/bin/python3 build-aux/tour.py PROGRAM FOLDER SERVICE [TOUR]...

Starts PROGRAM, goes into the practice workspace, finds a model in the list, gives it
a Chinese name, saves, prints the RequestId of the answer, and leaves pictures in
FOLDER: light, narrow, dark and in Chinese. With SERVICE, the practice service as a
program of its own, it takes pictures of saves too, while somebody else saves and while
the service keeps less than it was sent. TOUR is main, or one of the others with its
look, such as saving-dark or draft-chinese; without any, all are taken.
"""

import os
import sys
import warnings

from drive import Album, Atspi, GLib, Program, Service, clipboard, translator, turn, wait_for

SEARCH = 'rgn74g'   # a part of the ID of one sample
OLD_NAME = 'Bird Song Finder'
NEW_NAME = '鸟鸣识别（东亚 312 种）'
OLD_DESCRIPTION = ('Names 312 bird species of East Asia from three seconds of song. '
                   'Made with recordings that hikers shared.')
NEW_DESCRIPTION = ('Names 312 bird species of East Asia from three seconds of song, '
                   'and says how sure it is.')
FIRST_NAME = '夜景人像 LoRA'   # the one at the top of the list, which is on every screen
OTHER_ID, OTHER_NAME = 'model-l6fz8eygvs6g4ck614', 'Invoice Reader'
EDITS = {   # what the model has, and what a person makes of it
    OTHER_NAME: 'Invoice Reader 2',
    'Reads the date, the seller, the total and the tax number from a photographed invoice. '
    'Works best with flat paper and even light.':
    'Reads the date, the seller, the total and the VAT number from a photographed or scanned invoice. '
    'Works best with flat paper and even light.',
    'document-question-answering': '',
}
LOSES_OMITTED_FIELDS, KEEPS_EMPTIED_FIELDS, TRIMS_TEXTS = 1, 4, 8   # NpPracticeSemantics
WIDE, NARROW, DIALOG = (1000, 680), (360, 680), (760, 640)


def search_and_open(program, name, search=SEARCH):
    program.key('ctrl+f')
    program.type(search)
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
    program.edit(OLD_NAME, NEW_NAME)
    album.add(program, 'changed')

    program.key('ctrl+s')
    program.await_windows(2)
    program.key('Return')
    print('Answer:    ' + program.label('Saved.'))
    album.add(program, 'saved')
    program.choose('Model menu', '_Details of the Last Save')
    program.key('Escape')   # the menu stays until a key or the pointer closes it
    album.add(program, 'details')
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
    program.edit(OLD_NAME, NEW_NAME)
    album.add(program, name)
    # Puts the old name back, so that nothing comes back at the next start.
    program.edit(NEW_NAME, OLD_NAME)


def connect(program, service, say):
    """Types the key as a person does: it can be told to the program in no other way."""
    program.press(say('_Connect an account'))
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
    program.label(FIRST_NAME)


class Saving:
    """The windows of a save in one look."""

    def __init__(self, program, service, album, say, size):
        self.program = program
        self.service = service
        self.album = album
        self.say = say
        self.size = size

    def behave(self, semantics):
        self.service.tell('semantics %d' % semantics)

    def save(self):
        """Up to the review, and on when it is known that nobody else changed anything."""
        self.program.key('ctrl+s')
        self.program.await_windows(2)
        self.program.label(self.say('Nobody else changed it.'))

    def send(self):
        self.program.key('Return')
        self.program.await_windows(1)

    def picture(self, name):
        self.program.resize(self.size)
        self.album.add(self.program, name)

    def page(self, name):
        """Of the main window, which is wide unless all is narrow."""
        if self.size == NARROW:
            self.program.resize(NARROW)
        self.album.add(self.program, name)

    def close(self):
        self.program.key('Escape')
        self.program.await_windows(1)

    def review(self):
        """Many changes, some of which may do harm; what was not sent is lost by it."""
        # GTK 4.8 takes a radio button for a check box.
        self.program.walk_to(lambda node: node.get_role_name() in ('check box', 'radio button'))
        self.program.key('Down')   # from private to public
        for old, new in EDITS.items():
            self.program.edit(old, new)
        self.behave(LOSES_OMITTED_FIELDS)
        self.save()
        self.picture('review')
        self.send()
        self.program.label(self.say('_Give Back'))
        self.page('outcome-lost')
        self.behave(0)
        self.program.press(self.say('_Give Back'))
        self.program.await_gone(self.say('_Give Back'))

    def keep_less(self):
        """A service that makes something else of what it gets, and one that keeps what is to be empty."""
        self.behave(TRIMS_TEXTS)
        self.program.edit('cv', '  document-ai ')
        self.save()
        self.send()
        self.program.label(self.say('Stored as %2$s. You sent %1$s.'))
        self.page('outcome-stored-differently')
        self.behave(KEEPS_EMPTIED_FIELDS)
        self.program.edit('  document-ai ', 'cv')   # what was typed is still there
        self.program.edit('HuggingFace', '')
        self.save()
        self.send()
        self.program.label(self.say('Not kept. You took it out, and the service still has %s.'))
        self.page('outcome-partly')
        self.behave(0)

    def decide(self):
        """Somebody else changes the same, and more."""
        self.program.edit('cv', 'multi-modal')
        self.service.change(OTHER_ID, Domain='ocr', Origin='ModelScope', OrderNumber=7)
        self.program.key('ctrl+s')
        self.program.await_windows(2)
        self.program.press(self.say('_Decide…'))
        self.program.label(self.say('Somebody else changed this model'))
        self.picture('conflict')
        self.close()

    def unfold(self):
        """The newest save; a row of the list of models has an icon before its name, and no sentence."""
        self.program.walk_to(lambda node: node.get_role_name() == 'list item' and ':' in node.get_name())
        self.program.key('Return')

    def dialog(self, button, name):
        self.program.press(self.say(button))
        self.program.await_windows(2)
        self.picture(name)
        self.close()

    def look_back(self):
        """The history of the model, and the windows that one of its saves opens."""
        self.program.press(self.say('History'))
        self.unfold()
        self.page('history')
        self.dialog('Receipt', 'receipt')
        self.dialog('Compare', 'compare')
        self.program.key('ctrl+h')
        self.program.await_windows(2)
        self.unfold()
        self.picture('history-of-all')
        self.close()

    def set_up(self):
        self.program.key('ctrl+comma')
        self.program.await_windows(2)
        self.picture('preferences')
        self.close()


def take_saving_tour(program, service, album, say, size):
    connect(program, service, say)
    program.resize(WIDE)
    search_and_open(program, OTHER_NAME, OTHER_ID[6:12])
    saving = Saving(program, service, album, say, size)
    saving.review()
    saving.keep_less()
    saving.decide()
    saving.look_back()
    saving.set_up()


def run(arguments, environment, take, *rest):
    """Starts the program, takes a tour through it and closes it."""
    program = Program(sys.argv[1:2] + arguments, environment)
    try:
        take(program, *rest)
        program.close()
    finally:
        if program.process.poll() is None:
            program.process.terminate()


def take_saves(environment, album, say, size):
    """Each run has a service of its own, so that all begin alike."""
    service = Service(sys.argv[3])
    try:
        run([], environment, take_saving_tour, service, album, say, size)
    finally:
        service.stop()


def type_and_kill(program):
    program.label(OLD_NAME)
    program.resize(WIDE)
    search_and_open(program, OLD_NAME)
    program.edit(OLD_DESCRIPTION, NEW_DESCRIPTION)
    turn(2)   # longer than it takes to write down what was typed
    program.kill()


def take_draft_tour(program, album, say, size):
    program.label(say('Your unsaved changes are back (%s).'))
    program.resize(WIDE if size != NARROW else NARROW)
    album.add(program, 'draft')
    program.press(say('Discard'))
    program.label(say('The unsaved changes are discarded.'))   # a button takes a moment to look pressed


def take_drafts(environment, album, say, size):
    """Types, ends without any warning, and starts again."""
    type_and_kill(Program([sys.argv[1], '--practice'], environment))
    run(['--practice'], environment, take_draft_tour, album, say, size)


def list_tours():
    """Each tour by its name, as what takes it."""
    # The names above are the English ones.
    english = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GSETTINGS_BACKEND': 'memory'}
    chinese = {**english, 'LC_ALL': 'zh_CN.UTF-8', 'LANGUAGE': 'zh_CN'}
    dark = {**english, 'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}
    album = Album(sys.argv[2])
    tours = {
        'main': lambda: run([], english, take_main_tour, album),
        'dark': lambda: run(['--practice'], dark, take_short_tour, album, 'dark'),
        'chinese': lambda: run(['--practice'], chinese, take_short_tour, album, 'chinese'),
    }
    for environment, size, look, language in (
            (english, DIALOG, 'light', 'en'), (dark, DIALOG, 'dark', 'en'),
            (chinese, DIALOG, 'chinese', 'zh_CN'), (english, NARROW, 'narrow', 'en')):
        for name, take in (('saving', take_saves), ('draft', take_drafts)):
            tour = '%s-%s' % (name, look)
            say = translator(sys.argv[1], language)
            tours[tour] = lambda take=take, rest=(environment, tour, say, size): take(
                rest[0], Album(os.path.join(sys.argv[2], rest[1])), *rest[2:])
    return tours


def main():
    warnings.simplefilter('ignore', DeprecationWarning)
    # It is asked before the program has told all about itself; then it warns.
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    Atspi.init()
    tours = list_tours()
    for name in sys.argv[4:] or tours:
        tours[name]()


if __name__ == '__main__':
    main()
