#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""Types into the program, kills it in the middle, and looks what comes back. Speaks TAP.

usage: build-aux/headless -a /usr/bin/python3 tests/app/typing-survives.py PROGRAM

The program gets one character after the other, without a pause, until it is
killed at a random moment, so that nothing of it can run any more. Started anew it
has to show what it had taken a second before, and nothing else; its database has to
open. It is killed 5 times, with NP_TEST_FULL 100 times; RANDOM_SEED repeats a run.
"""

import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
import warnings

# For the program alone: libatspi warns of every widget that goes away.
debug = os.environ.pop('G_DEBUG', '')
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'build-aux'))

try:
    from drive import Atspi, GLib, Program, text_of
except (ImportError, ValueError) as error:
    print('1..0 # SKIP', error)
    sys.exit(0)

warnings.simplefilter('ignore', DeprecationWarning)

MODEL = 'model-rgn74g8qip6ocx9p38'
ENVIRONMENT = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en', 'GSETTINGS_BACKEND': 'memory', 'G_DEBUG': debug}
DATABASE = os.path.join(os.environ['XDG_DATA_HOME'], 'nameplate', 'nameplate.db')
ROUNDS = 100 if 'NP_TEST_FULL' in os.environ else 5
ALLOWED = 1.0   # seconds of typing that may be lost
ALPHABET = 'abcdefghijklmnopqrstuvwxyz 新闻分类'

count = 0


def check(name, is_good, found=''):
    global count
    count += 1
    print('%s %d %s%s' % ('ok' if is_good else 'not ok', count, name, '' if is_good else ' # %s' % found), flush=True)


class Slowness:
    """How long this machine now takes to give a thread its turn and to bring a few bytes onto its disk. Neither is
    the program's doing, and what it may lose grows with both."""

    def __init__(self):
        self.worst = 0
        self.is_over = False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        with tempfile.TemporaryFile(dir=os.environ['XDG_DATA_HOME']) as file:
            while not self.is_over:
                start = time.monotonic()
                file.write(b'x' * 4096)
                file.flush()
                os.fsync(file.fileno())
                time.sleep(0.01)
                self.worst = max(self.worst, time.monotonic() - start - 0.01)

    def stop(self):
        self.is_over = True
        self.thread.join()
        return self.worst


def kill_later(process, delay):
    """Kills in the middle of whatever the program does then. Returns a list that gets the time."""
    killed = []

    def kill():
        process.send_signal(signal.SIGKILL)
        killed.append(time.monotonic())

    threading.Timer(delay, kill).start()
    return killed


def type_until(entry, killed):
    """Appends characters as fast as the program takes them. Returns them, each with the time at which it was taken."""
    taken = []
    position = Atspi.Text.get_character_count(entry)
    while not killed:
        character = random.choice(ALPHABET)
        try:
            Atspi.EditableText.insert_text(entry, position, character, len(character.encode()))
        except GLib.Error:   # it is gone
            break
        position += 1
        taken.append((time.monotonic(), character))
    while not killed:
        time.sleep(0.001)
    return taken


def describe_entry(program):
    return program.entry(lambda node: (node.get_name() or '') == 'Description')


def open_copy():
    """Opens what the dead program left behind, as the next start will, and returns how many drafts are in it."""
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ('', '-wal'):
            if os.path.exists(DATABASE + suffix):
                shutil.copy(DATABASE + suffix, folder)
        database = sqlite3.connect(os.path.join(folder, os.path.basename(DATABASE)))
        answer = database.execute('PRAGMA integrity_check').fetchone()[0]
        drafts = database.execute('SELECT count(*) FROM drafts').fetchone()[0]
        database.close()
        return answer, drafts


def restart():
    program = Program([sys.argv[1], '--practice', MODEL], ENVIRONMENT)
    entry = describe_entry(program)
    program.label('Was')   # below the field, as soon as the draft is in the form
    return program, entry


def judge(before, taken, killed_at, worst, after):
    """Returns how many seconds of typing are lost, and whether that is well."""
    typed = ''.join(character for _, character in taken)
    if not (before + typed).startswith(after) or not after.startswith(before[:len(after)]):
        return 0, 'what came back was never typed: %r' % after[-40:]
    kept = len(after) - len(before)
    if kept >= len(taken):
        return 0, ''
    lost = killed_at - taken[max(kept, 0)][0]
    return lost, '' if lost <= ALLOWED + 4 * worst else 'lost %.2f s of typing' % lost


def main():
    GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING, lambda *_: None, None)
    os.environ.pop('GTK_A11Y', None)
    Atspi.init()
    seed = int(os.environ.get('RANDOM_SEED', time.time()))
    random.seed(seed)
    print('# RANDOM_SEED=%d' % seed)
    program = Program([sys.argv[1], '--practice', MODEL], ENVIRONMENT)
    entry = describe_entry(program)
    losses = []
    try:
        for i in range(ROUNDS):
            before = text_of(entry)
            slowness = Slowness()
            killed = kill_later(program.process, random.uniform(1.5, 4))
            taken = type_until(entry, killed)
            program.process.wait()
            worst = slowness.stop()
            answer, drafts = open_copy()
            check('%d: the database is whole' % i, answer == 'ok' and drafts == 1, (answer, drafts))
            program, entry = restart()
            lost, fault = judge(before, taken, killed[0], worst, text_of(entry))
            losses.append(lost)
            check('%d: after %d characters the last second at most is lost' % (i, len(taken)), fault == '', fault)
            print('# lost %.2f s of typing; the machine paused for %.2f s' % (lost, worst), flush=True)
        program.close()
    finally:
        if program.process.poll() is None:
            program.process.kill()
            program.process.wait()
    losses.sort()
    print('# lost: median %.2f s, most %.2f s' % (losses[len(losses) // 2], losses[-1]))
    print('1..%d' % count)


main()
