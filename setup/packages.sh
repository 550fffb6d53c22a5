#!/usr/bin/env bash
# Looks for the programs that Interleave needs from the system and installs the Debian packages of those that are
# missing: by itself as root or with passwordless sudo; otherwise it prints the exact line to run and stops.
# With --for-tests also what only the tests need.
set -eu

for_tests=no
[ "${1:-}" = --for-tests ] && for_tests=yes

say() { printf '== packages: %s\n' "$*"; }
stop() { printf '\n== packages: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

[ "$(uname -s)" = Linux ] || stop "the sandbox needs Linux; on another system use docker compose up (docs/operating.md)."
[ "$(uname -m)" = x86_64 ] || stop "the supervisor reads the registers of x86-64 programs; this machine is $(uname -m)."
have git || stop "git is missing. Install it, for example: apt-get install -y git"
have node && have npm || stop "Node.js 20 or later with npm is missing: https://nodejs.org/en/download"
node_version=$(node -p 'process.versions.node')
[ "${node_version%%.*}" -ge 20 ] || stop "Node.js 20 or later is needed to install the project; this is $node_version."

missing=()
need() { missing+=("$1"); }

have bwrap || need bubblewrap
have gcc || need gcc
[ -e /usr/include/stdio.h ] || need libc6-dev
have make || need make
# Programs run on the system's interpreter: whatever `python3` comes first on PATH may lack the modules.
if [ -x /usr/bin/python3 ]; then
  for module in $(/usr/bin/python3 -I -c '
import importlib.util
for name in ("aiohttp", "httpx", "requests"):
    if importlib.util.find_spec(name) is None:
        print(name)'); do
    need "python3-$module"
  done
else
  need python3; need python3-aiohttp; need python3-httpx; need python3-requests
fi
if [ "$for_tests" = yes ]; then
  have redis-server || need redis-server
  have chromium || have chromium-browser || have google-chrome || have google-chrome-stable || need chromium
fi

if [ ${#missing[@]} -eq 0 ]; then
  say "nothing is missing (Node $node_version, bubblewrap, gcc, python3 with aiohttp, httpx and requests)"
  exit 0
fi

line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
have apt-get || stop "these Debian packages, or what your system calls them, are missing: ${missing[*]}"

# Ubuntu's package of that name only points to a snap, which neither containers nor servers have.
if [[ " ${missing[*]} " == *' chromium '* ]] && grep -qs '^ID=ubuntu' /etc/os-release; then
  stop "the browser test needs a Chromium. Ubuntu offers it as a snap: sudo snap install chromium
   (or install Google Chrome from its .deb). Then run make test again."
fi

if [ "$(id -u)" = 0 ]; then
  root=()
elif have sudo && sudo -n true 2>/dev/null; then
  root=(sudo)
else
  stop "these packages are missing: ${missing[*]}
   Run this line, then the same make again:

     sudo sh -c '$line'
"
fi

# The tests start a Redis of their own; one that apt starts as a system service would only be in the way.
policy=/usr/sbin/policy-rc.d
if [[ " ${missing[*]} " == *' redis-server '* ]] && [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null
  "${root[@]}" chmod +x "$policy"
  trap '"${root[@]}" rm -f "$policy"' EXIT
  without_service=yes
fi

say "installing ${missing[*]} (${root[*]:-as root})"
apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null >/dev/null; }
apt update
apt install -y --no-install-recommends "${missing[@]}"
if [ "${without_service:-no}" = yes ] && have systemctl; then
  "${root[@]}" systemctl disable redis-server >/dev/null 2>&1 || true
fi
say 'done'
