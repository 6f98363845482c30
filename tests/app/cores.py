# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
"""A core of a running program: what is in its memory, and where."""

import os
import re
import struct
import subprocess
import tempfile

LIMIT = 300   # seconds that a core may take
PAGE = 4096
SHOWN = 40   # bytes before and after what was found

LOAD = 1   # the type of a segment that is memory


class NoCore(Exception):
    """Why there is none."""


class Core:
    """The memory that a process can write to, also what asks not to be in a core. The process goes on."""

    def __init__(self, pid):
        self.maps = self.read_maps(pid)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'core')
            made = subprocess.run(('gdb', '-batch', '-nx', '-p', str(pid), '-ex', 'set dump-excluded-mappings on',
                                   '-ex', 'gcore ' + path), capture_output=True, text=True, timeout=LIMIT, check=False)
            if made.returncode != 0 or not os.path.exists(path):
                raise NoCore('gdb made no core: %s' % ' / '.join(made.stderr.split('\n')[-4:]))
            with open(path, 'rb') as file:
                data = file.read()
        self.parts = list(self.read_parts(data))
        self.size = sum(len(part) for _, part in self.parts)

    @staticmethod
    def read_maps(pid):
        """Start, end and name of each part of the memory that can be written."""
        with open('/proc/%d/maps' % pid, encoding='utf-8') as file:
            lines = [line.split(maxsplit=5) for line in file]
        return [(*(int(x, 16) for x in line[0].split('-')), line[5].strip() if len(line) > 5 else 'no name')
                for line in lines if 'w' in line[1]]

    def read_parts(self, data):
        """Address and bytes of what is not empty, in the segments of the ELF file."""
        (table,), (size, count) = struct.unpack_from('=Q', data, 0x20), struct.unpack_from('=HH', data, 0x36)
        for i in range(count):
            kind, _, offset, address, _, in_file = struct.unpack_from('=IIQQQQ', data, table + i * size)
            if kind == LOAD and in_file > 0 and self.name_place(address):
                yield from split(address, data[offset:offset + in_file])

    def find(self, text):
        """Every place where TEXT stands: its address, its part and where in that."""
        for address, part in self.parts:
            at = part.find(text)
            while at >= 0:
                yield address + at, part, at
                at = part.find(text, at + 1)

    def name_place(self, address):
        """What is mapped there, as the system calls it; nothing if it cannot be written."""
        return next((name for start, end, name in self.maps if start <= address < end), None)

    def show(self, place, length):
        """What stands around a place, without what was found there."""
        address, part, at = place
        before, after = part[max(at - SHOWN, 0):at], part[at + length:at + length + SHOWN]
        return '%#x in %s: %s[...]%s' % (address, self.name_place(address), printable(before), printable(after))


def split(address, data):
    """The runs of pages that are not all zero."""
    start = None
    for at in range(0, len(data) + PAGE, PAGE):
        is_empty = not data[at:at + PAGE].strip(b'\0')
        if is_empty and start is not None:
            yield address + start, data[start:at]
        if is_empty:
            start = None
        elif start is None:
            start = at


def printable(data):
    return re.sub(r'[^\x21-\x22\x24-\x7e]', '.', data.decode('latin-1'))
