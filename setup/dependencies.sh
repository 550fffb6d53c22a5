#!/usr/bin/env bash
# npm packages (only when package-lock.json has changed) and the Prisma client (only when the schema has).
set -eu
cd "$(dirname "$0")/.."
bin="$PWD/node_modules/.bin"
# npm replaces node_modules, so it must not run on the Node that lies in there.
PATH="${PATH//"$bin:"/}"

# Prisma's own command line downloads a binary that nothing here uses: migrations run on its WebAssembly build
# (src/platform). Naming any program that exists keeps it from trying.
export PRISMA_SCHEMA_ENGINE_BINARY=/bin/true

# changed <stamp> <file>...: has any of the files changed since the stamp was written? Contents decide, not dates.
digest() { cat "$@" | sha256sum | cut -d' ' -f1; }
changed() { [ "$(cat "$1" 2>/dev/null)" != "$(digest "${@:2}")" ]; }

if changed node_modules/.installed package-lock.json; then
  echo '== npm: installing the packages of package-lock.json (a minute or more)'
  npm_ci=(npm ci --no-audit --no-fund --no-update-notifier --loglevel=error)
  # A registry may hang up once; a second failure is real.
  "${npm_ci[@]}" </dev/null || { echo '== npm: once more'; "${npm_ci[@]}" </dev/null; }
  digest package-lock.json >node_modules/.installed
else
  echo '== npm: packages are as in package-lock.json'
fi
export PATH="$bin:$PATH"

if [ -e prisma/schema.prisma ] && changed prisma/client/.generated prisma/schema.prisma package-lock.json; then
  echo '== prisma: generating the database client'
  mkdir -p build
  PRISMA_HIDE_UPDATE_MESSAGE=1 prisma generate >/dev/null 2>build/prisma.log || { cat build/prisma.log >&2; exit 1; }
  digest prisma/schema.prisma package-lock.json >prisma/client/.generated
fi
