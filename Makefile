# The index of this project: what can be done, and which script does it. `make` alone prints the list.
#
# Every target does its own set-up, can be repeated, and does again only what has changed.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.NOTPARALLEL:

# Node 24 and every tool of the project come from node_modules; the machine's own Node (20 or later) only runs npm.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

.PHONY: help setup setup-for-tests build start test check format bench clean

help:                ## this list
	@sed -n 's/^\([a-z-]*\):.*## */make \1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r target text; do \
	  printf '  %-22s %s\n' "$$target" "$$text"; done

setup:               ## Debian packages, npm packages, the Prisma client
	@setup/packages.sh
	@setup/dependencies.sh

setup-for-tests:     ## the same, and what only tests need: a Chromium and redis-server
	@setup/packages.sh --for-tests
	@setup/dependencies.sh

build: setup         ## the supervisor (C), the service (TypeScript), the web pages (Vite)
	@setup/build.sh

start: build         ## serve everything on http://127.0.0.1:4000 (PORT= changes that)
	@echo '== start: Ctrl-C stops it; data stays in .interleave/'
	@exec node --enable-source-maps --disable-warning=ExperimentalWarning dist/src/main.js

test: setup-for-tests  ## everything that must hold before a change lands; ONLY=unit,e2e runs some of it
	@setup/build.sh
	@node test/run.mjs $(if $(ONLY),--only=$(ONLY))

check: setup         ## style, types, and which folder may import which
	@setup/build.sh
	@node test/run.mjs --only=check

format: setup        ## rewrite files in the project's style
	@biome check --write .

bench: build         ## measure clock, JavaScript, verdicts, latency, throughput, dashboard and webhooks; a table, and build/bench.json
	@node --disable-warning=ExperimentalWarning dist/bench/run.js $(if $(ONLY),--only=$(ONLY))

clean:               ## remove what was built (not node_modules, not the data in .interleave/)
	rm -rf build dist prisma/client coverage
