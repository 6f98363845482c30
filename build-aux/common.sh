# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
#
# What build-aux/run and build-aux/test share. It is sourced, in the top folder.
# shellcheck shell=bash

# Configures a build folder, unless that was done before.
# usage: configure FOLDER [MESON OPTION]...
configure () {
  local folder=$1
  shift
  [ ! -f "$folder/build.ninja" ] || return 0
  rm -rf "$folder"
  meson setup "$folder" --prefix="$PWD/$folder/install" "$@"
}

# Compiles a build folder with two jobs; the machine may have no more cores.
compile () {
  ninja -C "$1" -j2
}
