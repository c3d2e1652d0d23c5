# Two commands matter: `make demo` shows the library, `make test` proves it.
# Everything lands in this checkout: .venv, frontend/node_modules, .make (stamps).

PYTHON ?= python3
SERVE  ?= 1
FULL   ?=
WORKERS ?= 2

BIN := .venv/bin
APP := src/commonstacks/doors/web/static/app
FRONT := $(shell find frontend -path frontend/node_modules -prune -o -type f -print 2>/dev/null)
TEMPLATES := find src -name '*.html' -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2

# A stamp does not count when what it stands for is gone.
LOST_ENV  := $(if $(wildcard $(BIN)/stacks),,lost)
LOST_NODE := $(if $(wildcard frontend/node_modules/.bin),,lost)
LOST_APP  := $(if $(wildcard $(APP)/*),,lost)

# Compiled modules are kept, whatever the shell says: a second start takes half the time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check bench wheel messages format clean lost machine programs
.DELETE_ON_ERROR:

# $(call quietly,what it says,what it runs): the output is shown only when it fails.
define quietly
@printf '  %s\n' "$(1)"; said=$$( { $(2) ; } 2>&1 ) || { code=$$?; printf '%s\n' "$$said"; exit $$code; }
endef

help: machine
	@printf '%s\n' \
	  'make demo     start a library with real datasets on its shelf, and keep it running (SERVE=0: only prepare it)' \
	  'make test     everything that must pass: checks, front end, tests (WORKERS=4: on more processors)' \
	  'make check    formats, types, imports; no tests' \
	  'make bench    the measurements, in under ten minutes (FULL=1: all of them)' \
	  'make wheel    the package, with the front end inside, in dist/' \
	  'make messages gather the sentences of the pages, for translating, and compile the translations' \
	  'make format   rewrite the sources in house format' \
	  'make clean    remove what make made; the library itself is not touched'

demo: .make/run .make/app
	@exec $(BIN)/stacks demo $(if $(filter 0,$(SERVE)),--no-serve)

test: programs check
	$(call quietly,front end: tests,cd frontend && npm run test)
	$(call quietly,front end: build,cd frontend && npm run build && touch ../.make/app)
	@printf '  tests\n'
	@$(BIN)/python -m pytest -q -rs -n $(WORKERS) --dist loadfile

check: .make/dev .make/node
	$(call quietly,ruff,$(BIN)/ruff check --quiet --output-format concise . && $(BIN)/ruff format --check --quiet .)
	$(call quietly,templates,$(TEMPLATES) --check)
	$(call quietly,types,$(BIN)/mypy --no-error-summary)
	$(call quietly,imports,$(BIN)/lint-imports --no-logo)
	$(call quietly,front end: formats and types,cd frontend && npm run check)

bench: .make/dev .make/app .make/peers
	@for bench in tests/bench/bench_*.py; do $(BIN)/python "$$bench" $(if $(FULL),--full) || exit 1; done

wheel: .make/dev .make/app
	$(call quietly,wheel,$(BIN)/uv build --wheel --no-build-isolation --python $(BIN)/python --out-dir dist .)
	@ls -1 dist/*.whl

messages: .make/dev
	@$(BIN)/python tools/messages.py

format: .make/dev .make/node
	-@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	-@$(TEMPLATES)
	@cd frontend && npm run --silent format

clean:
	rm -rf .venv .venv-peers .make dist frontend/node_modules $(APP) \
	  .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# --- what the targets stand on -----------------------------------------------------------------

# One sentence says everything that is missing.
export NODE_FITS = const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)
machine:
	@missing=''; need() { missing="$$missing$${missing:+, }$$1"; }; \
	command -v git >/dev/null || need 'git'; \
	$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || need 'Python 3.11 or newer with venv (asked: $(PYTHON))'; \
	{ command -v npm && node -e "$$NODE_FITS"; } >/dev/null 2>&1 \
	  || need 'Node 20.19 or newer with npm'; \
	[ -z "$$missing" ] || { printf 'Please install what is missing here: %s.\n' "$$missing" >&2; exit 1; }

# The browser tests need Chromium, and R for its lines; two others open the vault with zstd and jq.
programs:
	@missing=''; for program in chromium zstd jq xgettext Rscript; do \
	  command -v $$program >/dev/null || missing="$$missing $$program"; done; \
	[ -n "$$missing" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  printf '  installing%s\n' "$$missing"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	    --no-install-recommends $$(echo "$$missing" | sed 's/xgettext/gettext/;s/Rscript/r-base-core/'); } >/dev/null; \
	else \
	  printf '  not installed:%s; the tests that need them are skipped, or fail where CI=true\n' "$$missing"; \
	fi

.make/venv: requirements/uv.txt $(LOST_ENV)
	@$(MAKE) --no-print-directory machine
	@mkdir -p .make
	$(call quietly,environment,{ $(BIN)/python -m pip --version || $(PYTHON) -m venv --clear .venv; } \
	  && $(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt)
	@touch $@

.make/run: .make/venv requirements/run.txt pyproject.toml
	$(call quietly,packages,$(call install,run))
	@touch $@

.make/dev: .make/venv requirements/dev.txt requirements/run.txt pyproject.toml
	$(call quietly,packages for tests,$(call install,dev))
	@touch .make/run $@

# $(call install,run or dev): hashed packages, then this checkout in place.
install = $(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements/$(1).txt \
  && $(BIN)/uv pip install --python $(BIN)/python --no-deps --no-build-isolation --editable .

# Not `npm ci`: it refuses a lock that names only the platforms the registry offered. What is in
# the lock is installed as locked and checked against its digest; a house test compares the lists.
.make/node: frontend/package.json frontend/package-lock.json $(LOST_NODE)
	@$(MAKE) --no-print-directory machine
	@mkdir -p .make
	$(call quietly,front end: packages,cd frontend && npm install --no-save --no-audit --no-fund)
	@touch $@

# Those we are measured against, in an environment of their own: nothing of ours depends on them.
.make/peers: .make/venv requirements/peers.txt $(wildcard tests/bench/mosaic/*)
	$(call quietly,packages to measure against,$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv-peers \
	  && $(BIN)/uv pip install --python .venv-peers/bin/python --require-hashes -r requirements/peers.txt)
	$(call quietly,a page to measure against,cp -r tests/bench/mosaic .venv-peers/ && cd .venv-peers/mosaic \
	  && npm install --no-save --no-audit --no-fund && npm run build)
	@touch $@

.make/app: .make/node $(FRONT) $(LOST_APP)
	$(call quietly,front end: build,cd frontend && npm run build)
	@touch $@

lost:
