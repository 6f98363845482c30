#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Uses the installed Flatpak in its real sandbox as a person would. Speaks TAP.

usage: build-aux/headless -a -k -p /usr/bin/python3 tests/flatpak/test-sandbox.py SERVICE FOLDER BUNDLE [STEP]...

SERVICE is the practice service as a program; pictures go to FOLDER. The BUNDLE and
the Devel variant have to be installed for the user. What is tried: a key goes through the Secret portal
into the file of the sandbox and is there after a restart; a change is saved; a damaged
file, a missing portal and a missing network leave a program that starts.
"""

import configparser
import os
import shlex
import subprocess
import sys
import traceback
import warnings

from sandbox import (Notices, Sandbox, Service, Unfocused, await_end, data_folder, files_with, find_program, keyring_path,
                     read, within)
from drive import Atspi, GLib, ask, has_state, tell, turn, wait_for, walk

ID = 'io.github.nameplate.Nameplate'
MODEL, PART, NAME, NEW_NAME = 'model-rgn74g8qip6ocx9p38', 'rgn74g', 'Bird Song Finder', '鸟鸣识别 Flatpak'
PROFILE_KEY = 'LTAI5tFlatpakImportKey01'
PROFILES = ('{"current": "work", "profiles": [{"name": "work", "mode": "AK", "access_key_id": "%s",'
            ' "access_key_secret": "FlatpakImportNotARealSecret0001", "region_id": "cn-hangzhou"}]}' % PROFILE_KEY)
SEARCH = 'org.gnome.Shell.SearchProvider2'
EXPORTS = ['applications/%s.desktop', 'dbus-1/services/%s.service', 'icons/hicolor/scalable/apps/%s.svg',
           'icons/hicolor/symbolic/apps/%s-symbolic.svg', 'gnome-shell/search-providers/%s.search-provider.ini']
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


def rename_and_save(program, service, entry, name):
    """Until the service has it: the words in the window are gone after five seconds, and a slow
    machine may need more to look through all of it."""
    program.review_name(entry, name)
    program.key('Return')
    wait_for('the save', lambda: '"%s"' % name in service.model(MODEL))


def ask_program(method, *arguments, path=''):
    return ask('gdbus', 'call', '--session', '-d', ID, '-o', '/' + ID.replace('.', '/') + path, '-m', method, *arguments)


def count_colours(path):
    return int(ask('identify', '-format', '%k', path))


def choose_file(path):
    """In the dialog of the portal: a letter opens its entry, which would lose those typed meanwhile."""
    tell('xdotool', 'key', 'slash')
    entry = wait_for('the entry for a path', find_path_entry)
    Atspi.EditableText.set_text_contents(entry, path)
    tell('xdotool', 'key', 'Return')


def find_path_entry():
    dialog = find_program('xdg-desktop-portal-gtk')
    return dialog and next((node for node in walk(dialog) if node.get_role_name() == 'text'
                            and has_state(node, Atspi.StateType.SHOWING, Atspi.StateType.FOCUSED)), None)


def write_keyring(text):
    with open(keyring_path(ID), 'wb') as f:
        f.write(text)


# ------------------------------------------------------------------ the steps


def test_permissions(service, folder):
    config = configparser.ConfigParser()
    config.read_string(ask('flatpak', 'info', '--user', '--show-permissions', ID))
    given = {section: dict(config[section]) for section in config.sections()}
    check('the permissions are the five', given == {'Context': PERMISSIONS}, given)
    code, said = within(ID, 'cat', os.path.join(os.environ['HOME'], 'private'))
    check('no file of the person can be read', code != 0 and 'mine' not in said, said)
    code, said = within(ID, 'gdbus', 'call', '--session', '-d', 'org.freedesktop.secrets', '-o',
                        '/org/freedesktop/secrets', '-m', 'org.freedesktop.DBus.Peer.Ping')
    check('no keyring can be reached but through the portal', code != 0, said)


def test_bundle(service, folder):
    location = ask('flatpak', 'info', '--user', '--show-location', ID)
    hardening = os.path.join(os.path.dirname(__file__), '..', 'data', 'hardening')
    found = ask(hardening, os.path.join(location, 'files', 'bin', 'nameplate'))
    check('the program in it is hardened', 'ok 1 ' in found and 'not ok' not in found, found)
    code, said = within(ID, 'ls', '/app/share/locale/zh_CN/LC_MESSAGES/nameplate.mo')
    check('the translations are in it', code == 0, said)
    exports = os.path.join(os.environ['FLATPAK_USER_DIR'], 'exports', 'share')
    missing = [x for x in EXPORTS if not os.path.exists(os.path.join(exports, x % ID))]
    check('what the desktop looks for is handed to it', not missing, missing)


def test_first_key(service, folder):
    with Sandbox(ID) as program:
        take_picture(folder, '1-welcome')
        program.connect(service)
        wait_for('the file of the keyring', lambda: os.path.exists(keyring_path(ID)))
        check('the key went into the file of the sandbox', os.path.getsize(keyring_path(ID)) > 100)
        check('no line says that the key is kept for now only', not program.has_words('until you close'))
        entry = program.open_model(PART, NAME)
        rename_and_save(program, service, entry, NEW_NAME)
        take_picture(folder, '2-saved')
        check('the service has the new name', NEW_NAME in service.model(MODEL), service.model(MODEL))
        check('it ends well', program.close() == 0)
    found = files_with(data_folder(ID), service.secret)
    check('no file holds the secret in clear', not found, found)


def test_restart(service, folder):
    with Sandbox(ID) as program:
        program.await_words('models · ')
        check('after a restart the key is there', not program.has_words('Enter the key again'))
        entry = program.open_model(PART, NEW_NAME)
        rename_and_save(program, service, entry, NAME)
        take_picture(folder, '3-restarted')
        check('and it can save', '"%s"' % NAME in service.model(MODEL), service.model(MODEL))
        program.close()


def test_second_call(service, folder):
    with Sandbox(ID) as program:
        program.await_words('models · ')
        code, said = within(ID, 'nameplate', MODEL)
        program.entry_that_holds(NAME)
        check('a second call opens its model in the window that is there', code == 0, said)
        program.close()


def test_notice(service, folder):
    """Who leaves while it is saved is told by the desktop, through the portal."""
    notices = Notices()
    with Sandbox(ID) as program:
        program.await_words('models · ')
        program.review_name(program.open_model(PART, NAME), NEW_NAME)
        program.await_words('Nobody else changed it.')
        service.pause()
        program.key('Return')
        program.await_title('Nameplate')
        program.go_away()
        service.go_on()
        wait_for('the notice', lambda: notices.shown)
        check('the desktop tells how a save ended', notices.shown == [(NAME, 'Saved. 1 of 1 change confirmed.')] or
              notices.shown == [(NEW_NAME, 'Saved. 1 of 1 change confirmed.')], notices.shown)
        notices.choose_last()
        wait_for('the window', program.is_active)
        check('and the notice leads back', True)
        rename_and_save(program, service, program.entry_that_holds(NEW_NAME), NAME)
        program.close()


def test_desktop(service, folder):
    """The line that the bus of a desktop would run, then its search, and a result of that."""
    start = configparser.ConfigParser(interpolation=None)
    start.read(os.path.join(os.environ['FLATPAK_USER_DIR'], 'exports', 'share', 'dbus-1', 'services', ID + '.service'))
    process = subprocess.Popen(shlex.split(start['D-BUS Service']['Exec']))
    try:
        wait_for('the service', lambda: ask_program('org.freedesktop.DBus.Peer.Ping'))
        found = ask_program(SEARCH + '.GetInitialResultSet', '["bird", "song"]', path='/SearchProvider')
        check('the search of the desktop finds a model of the list', MODEL in found, found)
        result = found.split("'")[1]
        found = ask_program(SEARCH + '.GetResultMetas', '["%s"]' % result, path='/SearchProvider')
        check('and shows its name', NAME in found, found)
        ask_program(SEARCH + '.ActivateResult', result, '["bird"]', '0', path='/SearchProvider')
        program = Sandbox.__new__(Sandbox)
        program.app_id, program.process = ID, process
        program.root = wait_for('the program', program.find_root)
        program.entry_that_holds(NAME)
        check('and opens it', True)
        program.close()
    finally:
        if process.poll() is None:
            subprocess.run(['flatpak', 'kill', ID], check=False)
        process.wait()
        await_end()


def test_damaged_keyring(service, folder):
    whole = read(keyring_path(ID))
    damages = {
        'cut in the header': whole[:10], 'cut in the middle': whole[:len(whole) // 2], 'cut by a byte': whole[:-1],
        'with a wrong bit': whole[:40] + bytes([whole[40] ^ 1]) + whole[41:], 'with nothing in it': b'',
        'of another kind': b'not a keyring\n' * 50,
    }
    for name, text in damages.items():
        write_keyring(text)
        with Sandbox(ID) as program:
            program.await_words('Enter the key again')
            if name == 'cut in the middle':
                take_picture(folder, '4-damaged-keyring')
            check('a keyring file %s: it starts, says so and ends well' % name, program.close() == 0)
    write_keyring(whole)
    with Sandbox(ID) as program:
        program.await_words('models · ')
        check('with the whole file the key is there again', not program.has_words('Enter the key again'))
        program.close()


def test_update(service, folder):
    """Another install of the same keeps what the person had."""
    subprocess.run(['flatpak', 'uninstall', '--user', '-y', '--noninteractive', ID], capture_output=True, check=True)
    subprocess.run(['flatpak', 'install', '--user', '-y', '--noninteractive', sys.argv[3]], capture_output=True, check=True)
    with Sandbox(ID) as program:
        program.await_words('models · ')
        check('installed anew it has the account and its key', not program.has_words('Enter the key again'))
        program.close()


def test_no_network(service, folder):
    with Sandbox(ID, options=['--unshare=network']) as program:
        program.await_words('You seem to be offline')
        program.await_words('refused the connection')
        take_picture(folder, '5-no-network')
        check('without a network it starts and says so', True)
        program.close()
    with Sandbox(ID, ['--practice'], ['--unshare=network']) as program:
        program.await_words('nothing leaves this computer')
        program.open_model(PART, NAME)
        check('the practice workspace needs none', True)
        program.close()


def test_no_bus(service, folder):
    """No portal, no keyring, no settings of the desktop: nothing answers."""
    with Sandbox(ID, options=['--no-session-bus']) as program:
        program.await_words('Enter the key again')
        check('without a bus it starts and says that there is no keyring', program.has_words('no keyring'))
        program.close()


def test_chinese(service, folder):
    with Sandbox(ID, ['--practice'], LC_ALL='zh_CN.UTF-8', LANGUAGE='zh_CN') as program:
        program.await_words('练习')
        take_picture(folder, '6-chinese')
        check('it speaks Chinese', True)
        program.close()


def test_drawing(service, folder):
    with Sandbox(ID, ['--practice'], GSK_RENDERER='ngl') as program:
        program.await_words('nothing leaves this computer')
        path = take_picture(folder, '7-drawn-with-gl')
        check('without a graphics card it is drawn all the same', count_colours(path) > 100, count_colours(path))
        program.close()


def test_file_portal(service, folder):
    """A file comes in only when the person chooses it, in a window that is not ours."""
    path = os.path.join(os.environ['HOME'], 'profiles.json')
    with open(path, 'w', encoding='utf-8') as f:
        f.write(PROFILES)
    with Sandbox(ID + '.Devel') as program:
        program.press('Connect an account')
        program.await_title('Connect an Account')
        program.press('Import From a File…')
        program.await_title('Import Accounts')
        program.press('Choose a File…')
        program.await_title('Choose a File With Profiles')
        tell('xdotool', 'key', 'Escape')
        program.await_title('Import Accounts')
        check('a choice that is cancelled is no error', program.has_words('Choose a File…'))
        program.press('Choose a File…')
        program.await_title('Choose a File With Profiles')
        choose_file(path)
        program.await_words(PROFILE_KEY)
        take_picture(folder, '8-file-portal')
        check('what is in a chosen file is shown', True)


def test_wayland(service, folder):
    command = ['weston', '--backend=headless-backend.so', '--use-pixman', '--idle-time=0', '--socket=wayland-test']
    options = {'WAYLAND_DISPLAY': 'wayland-test', 'GDK_BACKEND': ''}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as weston:
        socket = os.path.join(os.environ['XDG_RUNTIME_DIR'], 'wayland-test')
        wait_for('Wayland', lambda: os.path.exists(socket))
        with Unfocused(ID, ['--practice'], **options) as program:
            program.await_words('nothing leaves this computer')
            code, said = within(ID, 'sh', '-c', 'test -z "$DISPLAY"; ls -A /tmp/.X11-unix', **options)
            check('where there is Wayland it runs there and sees no X11', code == 0 and said == '', said)
        weston.terminate()


def test_devel(service, folder):
    exports = os.path.join(os.environ['FLATPAK_USER_DIR'], 'exports', 'share')
    missing = [x for x in EXPORTS if not os.path.exists(os.path.join(exports, x % (ID + '.Devel')))]
    check('the Devel variant stands on the desktop beside the released one', not missing, missing)
    stripe = os.path.join(os.path.dirname(__file__), '..', '..', 'data', 'icons', ID + '.Devel.svg')
    icon = os.path.join(exports, 'icons', 'hicolor', 'scalable', 'apps', ID + '.Devel.svg')
    check('and has a stripe in its icon', not missing and read(icon) == read(stripe) and b'stripe' in read(stripe))
    with Sandbox(ID + '.Devel', ['--practice']) as program:
        program.await_words('nothing leaves this computer')
        take_picture(folder, '9-devel')
        check('the Devel variant runs and knows no account', os.path.exists(data_folder(ID + '.Devel')))
        program.close()


STEPS = [test_permissions, test_bundle, test_first_key, test_restart, test_second_call, test_notice, test_desktop,
         test_damaged_keyring, test_update, test_no_network, test_no_bus, test_chinese, test_drawing, test_file_portal,
         test_wayland, test_devel]


def main():
    service = Service(sys.argv[1])
    folder = sys.argv[2]
    chosen = [step for step in STEPS if step.__name__ in sys.argv[4:] or not sys.argv[4:]]
    warnings.simplefilter('ignore', DeprecationWarning)
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    os.makedirs(folder, exist_ok=True)
    Sandbox.pictures = folder
    with open(os.path.join(os.environ['HOME'], 'private'), 'w', encoding='utf-8') as f:
        f.write('mine')
    Atspi.init()
    for step in chosen:
        try:
            step(service, folder)
        except (Exception, SystemExit):
            check(step.__name__, False, traceback.format_exc())
    service.stop()
    print('1..%d' % count)
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
