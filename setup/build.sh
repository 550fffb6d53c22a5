#!/usr/bin/env bash
# Builds what the service runs: build/supervisor (C), dist (TypeScript), build/web (the pages). Each part is built
# again only when something that it is made of has changed.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"
mkdir -p build

# files_of <folder>...: a digest of every file below, so that dates (a fresh clone, a switch of branch) do not matter.
files_of() {
  find "$@" -type f -not -path '*/node_modules/*' -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}
changed() { [ "$(cat "$1" 2>/dev/null)" != "$2" ]; }

if [ -e sandboxes/supervisor/Makefile ]; then
  echo '== build: supervisor'
  make -s -j"$(nproc)" --no-print-directory -C sandboxes/supervisor
fi

now=$(files_of src sandboxes bench prisma tsconfig.json tsconfig.build.json package-lock.json)
if changed dist/.built "$now"; then
  echo '== build: service'
  tsc -p tsconfig.build.json --incremental --tsBuildInfoFile dist/.tsbuildinfo
  echo "$now" >dist/.built
fi

if [ -e web/package.json ] || [ -e web/vite.config.ts ]; then
  now=$(files_of web/index.html web/src web/vite.config.ts src package-lock.json)
  if changed build/web/.built "$now"; then
    echo '== build: web client and pages'
    node dist/src/write-openapi.js build/openapi.json
    npm run --silent --if-present web:client
    npm run --silent --if-present web:build
    now=$(files_of web/index.html web/src web/vite.config.ts src package-lock.json)
    [ -d build/web ] && echo "$now" >build/web/.built
  fi
fi
echo '== build: up to date'
