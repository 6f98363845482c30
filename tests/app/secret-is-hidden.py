#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Types a secret and a token into the connect dialog and looks for them from outside.

usage: build-aux/headless -a /usr/bin/python3 tests/app/secret-is-hidden.py PROGRAM

Neither may be found in what a screen reader is told, in the events it gets, in
the arguments and the environment of the process, in what it prints, or in any
file of its home. Speaks TAP.
"""

import os
import subprocess
import sys
import tempfile
import time
import warnings

# For the program alone: libatspi warns of every widget that goes away.
debug = os.environ.pop('G_DEBUG', '')

try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as error:
    print('1..0 # SKIP', error)
    sys.exit(0)

warnings.simplefilter('ignore', DeprecationWarning)

SECRET = 'AppTestNotARealSecret0123456789'
TOKEN = 'CAISAppTestNotARealToken0123456789'
ENTRIES = ('password text', 'text', 'entry')
LIMIT = 30   # seconds any wait may take

count = 0
heard = []


def check(name, is_good, detail=''):
    global count
    count += 1
    print('%s %d %s%s' % ('ok' if is_good else 'not ok', count, name, detail and ' # ' + detail), flush=True)


def wait_for(what, question):
    """Asks QUESTION, with the events of other programs let in, until it has an answer."""
    context = GLib.MainContext.default()
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        while context.pending():
            context.iteration(False)
        try:
            answer = question()
        except GLib.Error:   # a widget went away while it was looked at
            answer = None
        if answer:
            return answer
        time.sleep(0.02)
    print('Bail out! waited too long for', what, flush=True)
    sys.exit(1)


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def find_app(pid):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(i)
        if app is not None and app.get_process_id() == pid:
            return app
    return None


def is_named(node, name):
    """GTK 4.8 tells the label of a button twice, once with its underscore."""
    return (node.get_name() or '').replace('_', '') in (name, name + ' ' + name)


def find(app, name, roles):
    for node in walk(app):
        if node.get_role_name() in roles and is_named(node, name):
            return node
    return None


def text_of(node):
    if node.get_text_iface() is None:
        return ''
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))


def press(app, name):
    button = wait_for(name, lambda: find(app, name, ('push button', 'button')))
    Atspi.Action.do_action(button, 0)


def key(name):
    subprocess.run(('xdotool', 'key', name), check=True, timeout=LIMIT)


def await_dialog(title):
    """Waits until the keys go there."""
    question = ('xdotool', 'getactivewindow', 'getwindowname')
    wait_for('the dialog', lambda: subprocess.run(
        question, capture_output=True, text=True, timeout=LIMIT).stdout.strip() == title)


def type_into(app, name, text):
    """Types with the keys, as a person does, where the focus is; NAME is where it has to be."""
    entry = wait_for(name, lambda: find(app, name, ENTRIES))
    subprocess.run(('xdotool', 'type', '--delay', '5', text), check=True, timeout=LIMIT)
    wait_for('the text of ' + name, lambda: Atspi.Text.get_character_count(entry) == len(text))
    key('Tab')
    return entry


def told(app):
    """Everything that a screen reader can ask for."""
    parts = []
    for node in walk(app):
        try:
            parts += [node.get_name() or '', node.get_description() or '', text_of(node)]
            parts += ['%s=%s' % item for item in (node.get_attributes() or {}).items()]
        except GLib.Error:
            continue
    return '\n'.join(parts)


def hear(event):
    heard.append(str(event.any_data))


def read(path):
    with open(path, 'rb') as file:
        return file.read().decode('utf-8', 'replace')


def read_home():
    """Every file below the home that this display came with."""
    texts = []
    for folder in {os.environ['HOME'], os.environ['XDG_RUNTIME_DIR']}:
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                if os.path.isfile(path) and not os.path.islink(path):
                    texts.append(name + read(path))
    return '\n'.join(texts)


def check_hidden(where, text):
    found = [name for name, value in (('secret', SECRET), ('token', TOKEN)) if value in text]
    check('%s of %d characters holds no secret' % (where, len(text)), not found, ', '.join(found))


def main():
    output = tempfile.TemporaryFile()
    environment = dict(os.environ, G_MESSAGES_DEBUG='all', G_DEBUG=debug)
    environment.pop('GTK_A11Y', None)
    program = subprocess.Popen(sys.argv[1:], stdout=output, stderr=output, env=environment)
    listener = Atspi.EventListener.new(hear)
    for event in ('object:text-changed', 'object:property-change', 'object:text-selection-changed'):
        listener.register(event)
    try:
        app = wait_for('the window', lambda: find_app(program.pid))
        press(app, 'Connect an account')
        await_dialog('Connect an Account')
        type_into(app, 'AccessKey ID', 'LTAI5tAppTestKeyId')
        secret = type_into(app, 'AccessKey secret', SECRET)
        check('the secret is masked', len(set(text_of(secret))) == 1)
        key('space')   # unfolds More
        key('Tab')
        token = type_into(app, 'Security token', TOKEN)
        check('the token is masked', len(set(text_of(token))) == 1)
        endpoint = wait_for('Custom endpoint', lambda: find(app, 'Custom endpoint', ENTRIES))
        Atspi.EditableText.set_text_contents(endpoint, 'http://127.0.0.1:9')
        check_hidden('the accessibility tree', told(app))
        press(app, 'Connect')
        wait_for('the answer', lambda: 'refused the connection' in told(app))
        check_hidden('the tree after the answer', told(app))
        check_hidden('the events', '\n'.join(heard))
        check_hidden('the command line', read('/proc/%d/cmdline' % program.pid))
        check_hidden('the environment', read('/proc/%d/environ' % program.pid))
    finally:
        program.terminate()
        program.wait(LIMIT)
    output.seek(0)
    check_hidden('the output', output.read().decode('utf-8', 'replace'))
    check_hidden('the home', read_home())
    print('1..%d' % count)


main()
