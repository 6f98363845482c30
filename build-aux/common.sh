# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Nameplate authors
#
# What build-aux/run and build-aux/test share. It is sourced, in the top folder.
# shellcheck shell=bash

# Configures a build folder, unless it was configured with the same options before.
# usage: configure FOLDER [MESON OPTION]...
configure () {
  local folder=$1 options
  shift
  options="${CC-} $*"
  if [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/options" 2>/dev/null)" = "$options" ]; then
    return 0
  fi
  rm -rf "$folder"
  meson setup "$folder" --prefix="$PWD/$folder/install" "$@" && echo "$options" > "$folder/options"
}

# Compiles a build folder with two jobs; the machine may have no more cores.
compile () {
  ninja -C "$1" -j2
}
