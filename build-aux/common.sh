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

# The mirror that this machine's own apt gets Debian from.
debian_mirror () {
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | sort -u | grep -m1 '/debian/*$')
  [ -n "$mirror" ] || { echo 'apt knows no mirror of Debian here' >&2; return 1; }
  echo "$mirror"
}

# Copies the files of the tree, and not what was built in it.
# usage: copy_tree FOLDER
copy_tree () {
  git ls-files -z --cached --others --exclude-standard | tar -c --null --ignore-failed-read -T - | tar -x -C "$1"
}

# Where the stand-in runtimes are kept, and what is installed on them.
flatpak_folder () {
  echo "${XDG_CACHE_HOME:-$HOME/.cache}/nameplate/flatpak"
}
