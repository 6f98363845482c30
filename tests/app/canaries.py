#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Looks for three canaries everywhere a secret could come out.

usage: build-aux/headless -a /usr/bin/python3 tests/app/canaries.py PROGRAM

The AccessKey secret, the security token and what signs each request are typed into and
sent by the real program, to a server that throws all of it back: in a refusal that quotes
the canonical request. Then the error is copied, and the list of requests too. Looked for are the
plain text, base64, hex and UTF-16, in what is printed with all debug messages, in every file, the
settings, arguments, environment, clipboard, and what a screen reader is told. Once the account is
forgotten, they are looked for in all memory of the program too: after it was typed, and again
after another start, which gets it from the keyring. Each look is also tried with a canary put
there on purpose. Speaks TAP.
"""

import base64
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import warnings

# For the program alone: libatspi warns of every widget that goes away.
debug = os.environ.pop('G_DEBUG', '')
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'build-aux'))

from cores import Core, NoCore   # noqa: E402
from drive import (   # noqa: E402
    Atspi, GLib, Program, ask, children, has_state, is_named, text_of, turn, wait_for, walk)

warnings.simplefilter('ignore', DeprecationWarning)

KEY_ID = 'LTAI5tCanaryKeyId'
ACCOUNT = 'China (Hangzhou), 127.0.0.1'   # its row in the list of accounts
SECRET = 'CanaryNotARealSecretQ7x0123456789'
TOKEN = 'CAIScanaryNotARealToken0123456789Zq8w'
MODEL_ID = 'model-canary0000000000'
MODEL = {'RequestId': 'R-GET', 'ModelId': MODEL_ID, 'ModelName': 'Canary', 'Accessibility': 'PRIVATE',
         'WorkspaceId': '324017', 'Task': 'old'}
SCHEMA = 'io.github.nameplate.Nameplate'
LIMIT = 30
PIECE = 16   # characters of a canary that are too many to be seen

count = 0


def check(name, is_good, found=''):
    global count
    count += 1
    print('%s %d %s%s' % ('ok' if is_good else 'not ok', count, name, '' if is_good else ' # %s' % found), flush=True)


class Server(http.server.ThreadingHTTPServer):
    """Answers as the service would, and throws a save back with all that was sent."""

    daemon_threads = True

    def __init__(self):
        super().__init__(('127.0.0.1', 0), Handler)
        self.signatures = set()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """Whoever takes a question back does not wait for the answer."""

    def url(self):
        return 'http://127.0.0.1:%d' % self.server_address[1]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *arguments):
        pass

    def answer(self, status, document):
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle_any(self):
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        authorization = self.headers['Authorization']
        self.server.signatures.add(re.search('Signature=([0-9a-f]{64})', authorization).group(1))
        if self.command == 'PUT':
            return self.answer(400, self.refusal(authorization))
        if '/models/' in self.path:
            return self.answer(200, MODEL)
        if '/models' in self.path:
            return self.answer(200, {'RequestId': 'R-LIST', 'Models': [MODEL], 'TotalCount': 1})
        return self.answer(200, {'RequestId': 'R-OTHER', 'Workspaces': [], 'TotalCount': 0})

    do_GET = do_PUT = do_POST = handle_any

    def refusal(self, authorization):
        """All that was sent, and more than a service should know."""
        request = '%s\n%s\n\n%s' % (self.command, self.path, '\n'.join(
            '%s:%s' % (name.lower(), value) for name, value in self.headers.items()))
        return {'RequestId': 'R-ECHO', 'Code': 'SignatureDoesNotMatch', 'HostId': authorization,
                'Message': 'Specified signature does not match our calculation. server string to sign is: %s '
                           'CanonicalRequest is: %s Secret is: %s Token: %s' % (authorization, request, SECRET, TOKEN),
                'Recommend': 'https://api.aliyun.com/troubleshoot?token=%s&signature=%s' % (TOKEN, authorization)}


def forms(value):
    """The bytes that give VALUE away, by the name of the code that they are in."""
    plain = value.encode()
    found = {'plain': plain, 'hex': plain.hex().encode(), 'HEX': plain.hex().upper().encode(),
             'UTF-16LE': value.encode('utf-16-le'), 'UTF-16BE': value.encode('utf-16-be')}
    for shift in range(3):   # where in a base64 text it stands decides how it looks
        coded = base64.b64encode(b'\0' * shift + plain)
        found['base64+%d' % shift] = coded[(0, 2, 3)[shift]:-4]
    return found


def find(values, data):
    """Which canaries are in DATA, and in which code."""
    return ['%s as %s' % (name, code) for name, value in values.items() for code, form in forms(value).items()
            if form in data]


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def read_process(pid, name):
    return read('/proc/%d/%s' % (pid, name))


def read_files():
    parts = []
    for folder in {os.environ['HOME'], os.environ['XDG_RUNTIME_DIR']}:
        for place, _, names in os.walk(folder):
            paths = [os.path.join(place, name) for name in names]
            parts += [name.encode() for name in names]
            parts += [read(path) for path in paths if os.path.isfile(path) and not os.path.islink(path)]
    return b'\n'.join(parts)


def read_settings():
    """The database of the desktop: its texts stand in it as they are."""
    return read(os.path.join(os.environ['XDG_CONFIG_HOME'], 'dconf', 'user'))


def read_clipboard():
    outputs = [subprocess.run(('xclip', '-selection', name, '-out'), capture_output=True, timeout=LIMIT).stdout
               for name in ('clipboard', 'primary')]
    return b'\n'.join(outputs)


def read_tree(program):
    """Everything that a screen reader can ask for."""
    parts = []
    for node in walk(program.root):
        try:
            parts += [node.get_name() or '', node.get_description() or '', text_of(node)]
            parts += ['%s=%s' % item for item in (node.get_attributes() or {}).items()]
        except GLib.Error:
            continue
    return '\n'.join(parts).encode()


class Watched(Program):
    """The program with all that it says, and all that it tells a screen reader unasked."""

    def __init__(self, command, environment):
        self.output = tempfile.NamedTemporaryFile()
        self.heard = []
        self.listener = Atspi.EventListener.new(lambda event: self.heard.append(str(event.any_data)))
        for event in ('object:text-changed', 'object:property-change', 'object:announcement'):
            self.listener.register(event)
        self.process = subprocess.Popen(command, env=environment, stdout=self.output, stderr=self.output)
        self.root = wait_for('the program', self.find_root)
        wait_for('the window', self.is_active)

    def has(self, part):
        return self.find(lambda node: part in (node.get_name() or '') or part in text_of(node))

    def try_all(self, name):
        for node in list(walk(self.root)):
            try:
                if is_named(node, name) and Atspi.Action.get_n_actions(node) > 0 and Atspi.Action.do_action(node, 0):
                    return True
            except GLib.Error:   # one on a page that is not on show has no action
                continue
        return False

    def use(self, name):
        wait_for(name, lambda: self.try_all(name))
        turn(0.5)


def start(command):
    environment = dict(os.environ, G_MESSAGES_DEBUG='all', G_DEBUG=debug, GSETTINGS_BACKEND='dconf',
                       LC_ALL='C.UTF-8', LANGUAGE='en')
    # A library that wipes what is freed would hide what the program leaves.
    for name in ('GTK_A11Y', 'MALLOC_PERTURB_', 'MALLOC_CHECK_'):
        environment.pop(name, None)
    return Watched(command, environment)


def connect(program, url):
    program.press('Connect an account')
    program.await_windows(2)
    for text in (KEY_ID, '\t', SECRET, '\t', ' ', '\t', TOKEN):
        program.type(text)
        turn(0.3)
    endpoint = wait_for('the endpoint', lambda: program.find(
        lambda node: node.get_editable_text_iface() is not None and
        (node.get_name() or '').endswith('Custom endpoint')))
    Atspi.EditableText.set_text_contents(endpoint, url)
    program.key('Return')
    program.await_windows(1)


def fail_a_save(program):
    """The panel that tells of it, with its details open, and its report in the clipboard."""
    subprocess.run((sys.argv[1], MODEL_ID), check=True, timeout=LIMIT, env={**os.environ, 'G_DEBUG': debug})
    program.edit('old', 'new')
    program.key('ctrl+s')
    wait_for('the review or the answer', lambda: len(list(children(program.root))) == 2 or program.has('Not saved'))
    if len(list(children(program.root))) == 2:
        program.key('Return')
    wait_for('the failure', lambda: program.has('Not saved'))
    program.press('Details')
    program.press('Copy Report')


def get_title():
    return ask('xdotool', 'getactivewindow', 'getwindowname')


def await_title(title):
    wait_for('the window ' + title, lambda: get_title() == title)
    turn(0.3)


def close_dialog(program):
    """A menu that is still open takes the first key."""
    title = get_title()

    def is_closed():
        if get_title() == title:
            program.key('Escape')
        return get_title() != title and program.is_active()

    wait_for('the end of ' + title, is_closed)


def forget(program):
    """Everything that belongs to the account, as a person does it."""
    program.choose('Main Menu', 'A_ccounts…')
    await_title('Accounts')
    program.walk_to(lambda node: ACCOUNT in (node.get_name() or ''))
    program.key('Return')
    program.press('Forget This Account…')
    program.press('Forget')
    wait_for('the end of the account', lambda: not program.has(ACCOUNT))
    close_dialog(program)
    turn(1)   # that long it may take


def list_pieces(values):
    """The two ends of each canary: one is enough to give it away, and what was freed lost its start."""
    pieces = {'the start of ' + name: value[:PIECE] for name, value in values.items()}
    pieces.update(('the end of ' + name, value[-PIECE:]) for name, value in values.items())
    return pieces


def list_places(core, values):
    """Each place in a core where a part of a canary stands."""
    return ['%s as %s at %s' % (name, code, core.show(place, len(form)))
            for name, value in list_pieces(values).items() for code, form in forms(value).items()
            for place in core.find(form)]


def take_core(program, where):
    """A core, or a test that failed because there is none."""
    try:
        return Core(program.process.pid)
    except (NoCore, OSError, subprocess.SubprocessError) as error:
        check(where, False, error)
        return None


def look_in_core(program, values, when):
    core = take_core(program, 'a core ' + when)
    if core is None:
        return
    places = list_places(core, values)
    for place in places:
        print('# ' + place)
    check('a core %s: %d bytes, no canary' % (when, core.size), not places, '%d places' % len(places))


def prove_core(program, values):
    """In use, the secret stands in memory once."""
    core = take_core(program, 'a core of the program in use')
    if core is None:
        return
    places = list(core.find(values['the secret'].encode()))
    for place in places:
        print('# the secret at ' + core.show(place, len(values['the secret'])))
    check('in use there is one copy of the secret', len(places) == 1, '%d places' % len(places))


def look(where, values, data):
    found = find(values, data)
    check('%s: %d bytes, no canary' % (where, len(data)), not found, ', '.join(found))


def look_everywhere(program, values, when):
    look('the output ' + when, values, read(program.output.name))
    look('the files ' + when, values, read_files())
    look('the settings ' + when, values, read_settings())
    look('the arguments ' + when, values, read_process(program.process.pid, 'cmdline'))
    look('the environment ' + when, values, read_process(program.process.pid, 'environ'))
    look('the clipboard ' + when, values, read_clipboard())
    look('the accessibility tree ' + when, values, read_tree(program))
    look('what a screen reader heard ' + when, values, '\n'.join(program.heard).encode())


def prove(where, values, data):
    check('a canary in %s would be found' % where, len(find(values, data)) > 0)


def prove_looks(program, values):
    """Puts a canary into each place, each in another code, and looks there."""
    planted = values['the secret']
    with open(program.output.name, 'ab') as file:
        file.write(base64.b64encode(b'=' + planted.encode()))
    prove('the output', values, read(program.output.name))
    with open(os.path.join(os.environ['HOME'], 'planted'), 'wb') as file:
        file.write(planted.encode('utf-16-le'))
    prove('the files', values, read_files())
    with open(os.devnull, 'wb') as nothing:
        subprocess.run(('gsettings', 'set', SCHEMA, 'last-model-id', planted.encode().hex()), check=True,
                       env={**os.environ, 'GSETTINGS_BACKEND': 'dconf'}, stderr=nothing, timeout=LIMIT)
    prove('the settings', values, read_settings())
    # A shell that waits for a line, with what is planted for its name.
    with subprocess.Popen(('sh', '-c', 'read line', planted), env={'PLANTED': planted, 'PATH': os.environ['PATH']},
                          stdin=subprocess.PIPE) as other:
        wait_for('the arguments', lambda: b'read line' in read_process(other.pid, 'cmdline'))
        prove('the arguments', values, read_process(other.pid, 'cmdline'))
        prove('the environment', values, read_process(other.pid, 'environ'))
    subprocess.run(('xclip', '-selection', 'primary'), input=planted.encode(), check=True, timeout=LIMIT)
    prove('the clipboard', values, read_clipboard())
    entry = program.entry(lambda node: 'Search' in (node.get_name() or ''))
    Atspi.EditableText.set_text_contents(entry, planted)
    wait_for('the text', lambda: text_of(entry) == planted)
    prove('the accessibility tree', values, read_tree(program))


def copy_requests(program, values):
    program.choose('Main Menu', '_Requests')
    await_title('Requests')
    program.use('Copy all')
    wait_for('the list of requests', lambda: b'Time\tOperation' in read_clipboard())
    look('the copied list of requests', values, read_clipboard())
    close_dialog(program)


def list_values(server):
    values = {'the secret': SECRET, 'the token': TOKEN}
    values.update(('signature %d' % i, value) for i, value in enumerate(sorted(server.signatures)))
    return values


def use_account(program):
    """Everything that sends what nobody may find."""
    wait_for('the list', lambda: program.has('Canary'))
    fail_a_save(program)
    wait_for('the report', lambda: b'SignatureDoesNotMatch' in read_clipboard())


def run(program, server):
    connect(program, server.url())
    use_account(program)
    values = list_values(server)
    check('the server saw %d signatures' % len(server.signatures), len(server.signatures) >= 4)
    look_everywhere(program, values, 'after a refused save')
    copy_requests(program, values)
    prove_looks(program, values)


def run_forgetting(program, server):
    connect(program, server.url())
    use_account(program)
    prove_core(program, list_values(server))
    forget(program)
    look_in_core(program, list_values(server), 'after a typed key was forgotten')
    connect(program, server.url())
    wait_for('the list', lambda: program.has('Canary'))


def run_forgetting_stored(program, server):
    use_account(program)
    forget(program)
    look_in_core(program, list_values(server), 'after a stored key was forgotten')


def run_program(step, server):
    program = start([sys.argv[1]])
    try:
        step(program, server)
    finally:
        program.process.terminate()
        program.process.wait(LIMIT)


def main():
    server = Server()
    # The bus of the test starts no services by itself.
    settings = subprocess.Popen(('/usr/libexec/dconf-service',))
    try:
        run_program(run_forgetting, server)
        run_program(run_forgetting_stored, server)
        run_program(run, server)
    finally:
        settings.terminate()
        settings.wait(LIMIT)
    print('1..%d' % count)


main()
