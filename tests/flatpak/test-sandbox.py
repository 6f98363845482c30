#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Uses the installed Flatpak in its real sandbox as a person would. Speaks TAP.

usage: build-aux/headless -a -k -p /usr/bin/python3 tests/flatpak/test-sandbox.py SERVICE FOLDER

SERVICE is the practice service as a program; pictures go to FOLDER. The Flatpak has
to be installed for the user. What is tried: a key goes through the Secret portal
into the file of the sandbox and is there after a restart; a change is saved; a damaged
file, a missing portal and a missing network leave a program that starts.
"""

import configparser
import os
import subprocess
import sys
import traceback
import warnings

from sandbox import (Atspi, GLib, Sandbox, Service, ask, data_folder, files_with, keyring_path, read, tell, turn,
                     wait_for, within)

ID = 'io.github.nameplate.Nameplate'
MODEL, PART, NAME, NEW_NAME = 'model-rgn74g8qip6ocx9p38', 'rgn74g', 'Bird Song Finder', '鸟鸣识别 Flatpak'
OTHER_MODEL, OTHER_NAME = 'model-rbvg5wzljz0000ks92', 'AI Text Classifier'
PERMISSIONS = {'shared': 'network;ipc;', 'sockets': 'x11;wayland;fallback-x11;', 'devices': 'dri;'}

count = 0
failures = 0


def check(name, is_good, found=''):
    global count, failures
    count += 1
    failures += not is_good
    print('%s %d %s' % ('ok' if is_good else 'not ok', count, name), flush=True)
    if not is_good and str(found):
        print('\n'.join('# ' + line for line in str(found).splitlines()), flush=True)


def take_picture(folder, name):
    turn(1)   # what is on its way to the screen has no other end
    path = os.path.join(folder, name + '.png')
    tell('import', '-window', 'root', path)
    return path


def count_colours(path):
    return int(ask('identify', '-format', '%k', path))


def refresh_keyring(text):
    with open(keyring_path(ID), 'wb') as f:
        f.write(text)


# ------------------------------------------------------------------ the steps


def test_permissions(service, folder):
    config = configparser.ConfigParser()
    config.read_string(ask('flatpak', 'info', '--user', '--show-permissions', ID))
    check('the permissions are the five', {s: dict(config[s]) for s in config.sections()} == {'Context': PERMISSIONS},
          {s: dict(config[s]) for s in config.sections()})
    code, said = within(ID, 'cat', os.path.join(os.environ['HOME'], 'private'))
    check('no file of the person can be read', code != 0 and 'mine' not in said, said)
    code, said = within(ID, 'gdbus', 'call', '--session', '-d', 'org.freedesktop.secrets', '-o',
                        '/org/freedesktop/secrets', '-m', 'org.freedesktop.DBus.Peer.Ping')
    check('no keyring can be reached but through the portal', code != 0, said)
    code, said = within(ID, 'ls', '/app/share/locale/zh_CN/LC_MESSAGES/nameplate.mo')
    check('the translations are in the bundle', code == 0, said)


def test_first_key(service, folder):
    program = Sandbox(ID)
    try:
        take_picture(folder, '1-welcome')
        program.connect(service)
        wait_for('the file of the keyring', lambda: os.path.exists(keyring_path(ID)))
        check('the key went into the file of the sandbox', os.path.getsize(keyring_path(ID)) > 100)
        check('no line says that the key is kept for now only', not program.has_words('until you close'))
        entry = program.open_model(PART, NAME)
        program.rename_and_save(entry, NEW_NAME)
        take_picture(folder, '2-saved')
        check('the service has the new name', NEW_NAME in service.model(MODEL), service.model(MODEL))
        check('it ends well', program.close() == 0)
    finally:
        program.stop()
    check('no file holds the secret in clear', not files_with(data_folder(ID), service.secret),
          files_with(data_folder(ID), service.secret))


def test_restart(service, folder):
    program = Sandbox(ID)
    try:
        program.await_words('models · ')
        check('after a restart the key is there', not program.has_words('Enter the key again'))
        entry = program.open_model(PART, NEW_NAME)
        program.rename_and_save(entry, NAME)
        take_picture(folder, '3-restarted')
        check('and it can save', '"%s"' % NAME in service.model(MODEL), service.model(MODEL))
        program.close()
    finally:
        program.stop()


def test_second_call(service, folder):
    program = Sandbox(ID)
    try:
        program.await_words('models · ')
        code, said = within(ID, 'nameplate', MODEL)
        check('a second call ends at once', code == 0, said)
        program.entry_that_holds(NAME)
        check('and opens its model in the window that is there', True)
        program.close()
    finally:
        program.stop()


def test_damaged_keyring(service, folder):
    whole = read(keyring_path(ID))
    damages = {
        'cut in the header': whole[:10], 'cut in the middle': whole[:len(whole) // 2], 'cut by a byte': whole[:-1],
        'a wrong bit': whole[:40] + bytes([whole[40] ^ 1]) + whole[41:], 'nothing in it': b'',
        'something else in it': b'not a keyring\n' * 50,
    }
    for name, text in damages.items():
        refresh_keyring(text)
        program = Sandbox(ID)
        try:
            program.await_words('Enter the key again')
            check('with a keyring file with %s it starts and says so' % name, True)
            if name == 'cut in the middle':
                take_picture(folder, '4-damaged-keyring')
            check('and ends well', program.close() == 0)
        finally:
            program.stop()
    refresh_keyring(whole)
    program = Sandbox(ID)
    try:
        program.await_words('models · ')
        check('with the whole file the key is there again', not program.has_words('Enter the key again'))
        program.close()
    finally:
        program.stop()


def test_no_network(service, folder):
    program = Sandbox(ID, options=['--unshare=network'])
    try:
        program.await_words('cannot be reached')
        take_picture(folder, '5-no-network')
        check('without a network it starts and says so', True)
        program.close()
    finally:
        program.stop()


def test_practice(service, folder):
    program = Sandbox(ID, ['--practice'], ['--unshare=network'])
    try:
        program.await_words('nothing leaves this computer')
        program.open_model(PART, NAME)
        check('the practice workspace needs no network', True)
        program.close()
    finally:
        program.stop()


def test_chinese(service, folder):
    program = Sandbox(ID, ['--practice'], LC_ALL='zh_CN.UTF-8', LANGUAGE='zh_CN')
    try:
        program.await_words('练习')
        take_picture(folder, '6-chinese')
        check('it speaks Chinese', True)
        program.close()
    finally:
        program.stop()


def test_drawing(service, folder):
    program = Sandbox(ID, ['--practice'], GSK_RENDERER='')
    try:
        program.await_words('nothing leaves this computer')
        path = take_picture(folder, '7-drawn-by-default')
        check('what GTK draws with by itself shows something', count_colours(path) > 100, count_colours(path))
        program.close()
    finally:
        program.stop()


STEPS = [test_permissions, test_first_key, test_restart, test_second_call, test_damaged_keyring, test_no_network,
         test_practice, test_chinese, test_drawing]


def main():
    service = Service(sys.argv[1])
    folder = sys.argv[2]
    chosen = [step for step in STEPS if step.__name__ in sys.argv[3:]] if sys.argv[3:] else STEPS
    warnings.simplefilter('ignore', DeprecationWarning)
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(os.environ['HOME'], 'private'), 'w', encoding='utf-8') as f:
        f.write('mine')
    Atspi.init()
    for step in chosen:
        try:
            step(service, folder)
        except (Exception, SystemExit):
            check(step.__name__, False, traceback.format_exc())
            take_picture(folder, 'failed-' + step.__name__)
    service.stop()
    print('1..%d' % count)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
