#!/usr/bin/env bash
# Builds what the service runs: build/supervisor (C), dist (TypeScript), build/web (the pages). Each part is built
# again only when something that it is made of has changed.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"
mkdir -p build

# digest_of <file or folder>...: of the contents, so that dates (a fresh clone, another branch) do not matter; of generated
# files only their sources count.
digest_of() {
  find "$@" -type f -not -path '*/node_modules/*' -not -path 'prisma/client/*' -not -name schema.d.ts -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}
changed() { [ "$(cat "$1" 2>/dev/null)" != "$2" ]; }

echo '== build: supervisor'
make -s -j"$(nproc)" --no-print-directory -C sandboxes/supervisor

now=$(digest_of src sandboxes bench prisma tsconfig*.json package-lock.json)
if changed dist/.built "$now"; then
  echo '== build: service'
  tsc -p tsconfig.build.json --incremental --tsBuildInfoFile dist/.tsbuildinfo
  # What instructors' checks are held against: the types of 'interleave/checks', without the sources.
  tsc -p tsconfig.checks.json
  node --disable-warning=ExperimentalWarning dist/src/write-openapi.js build/openapi.json
  echo "$now" >dist/.built
fi

now=$(digest_of web build/openapi.json package-lock.json)
if [ ! -e web/src/api/schema.d.ts ] || changed build/web/.built "$now"; then
  echo '== build: the client of the API, and the pages'
  npm run --silent web:client
  npm run --silent web:build -- --logLevel warn
  echo "$now" >build/web/.built
fi
echo '== build: up to date'
