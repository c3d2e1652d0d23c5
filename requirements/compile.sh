#!/bin/sh
# Writes the hashed requirements from pyproject.toml. No registry's address is recorded.
# Versions already written stay as they are; `requirements/compile.sh --upgrade` takes the newest.
set -eu
cd "$(dirname "$0")/.."
export UV_CUSTOM_COMPILE_COMMAND="requirements/compile.sh"
PATH="$PWD/.venv/bin:$PATH"
options="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet"
uv pip compile pyproject.toml $options -o requirements/run.txt "$@"
uv pip compile pyproject.toml --group dev $options -c requirements/run.txt -o requirements/dev.txt "$@"
# Who is measured beside us; they live in an environment of their own.
uv pip compile --group peers $options -o requirements/peers.txt "$@"
# What makes the environment itself: the installer, and the build backend of the editable install.
printf 'uv\nuv_build\n' | uv pip compile - $options -c requirements/dev.txt -o requirements/uv.txt "$@"
