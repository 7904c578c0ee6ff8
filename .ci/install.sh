#!/bin/sh
# Makes .venv and installs gongkai into it: `sh .ci/install.sh [dev]`. The Makefile calls it; so may you.
set -eu
cd "$(dirname "$0")/.."
extra=${1:-}
torch=$(grep '^torch==' constraints.txt)

say() { printf '%s\n' "gongkai: $*"; }
stop() { printf '%s\n' "gongkai: $*" >&2; exit 1; }

# The first Python that is new enough; PYTHON=… names another.
find_python() {
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    command -v "$candidate"
    return
  done
  found=$("${PYTHON:-python3}" --version 2>/dev/null || echo "no Python")
  stop "Python 3.11 or newer is needed, found $found; install one, or name it: make PYTHON=/path/to/python3"
}

make_venv() {
  .venv/bin/python -m pip --version >/dev/null 2>&1 && return
  python=$(find_python)
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    stop "$python has no venv or pip; on Debian and Ubuntu: apt install python3-venv"
  say "making .venv with $("$python" --version)"
  "$python" -m venv --clear .venv
}

pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }

# sentence-transformers needs torch, and on Linux plain pip fetches it with several GB of GPU packages that nothing
# here uses. So torch comes first, in its CPU build: a wheel on this disk, else through uv, which knows where it is.
install_torch() {
  .venv/bin/python -c "import importlib.metadata as m, sys; sys.exit(m.version('torch').split('+')[0] != '${torch#torch==}')" \
    2>/dev/null && return
  pip install -qq --no-index --no-deps "$torch" >/dev/null 2>&1 && return
  if [ "$(uname -s)" = Linux ]; then
    pip install -qq uv &&
      .venv/bin/python -m uv pip install -q --python .venv/bin/python --no-deps --torch-backend=cpu "$torch" && return
    say "warning: the CPU build of torch could not be had; pip now takes the default one, several GB with its GPU packages"
  fi
  pip install -qq -c constraints.txt "$torch"
}

make_venv
say "installing${extra:+ the tools for $extra}; the first time this takes a few minutes"
install_torch
pip install -qq -c constraints.txt -e ".${extra:+[$extra]}"
touch ".venv/installed${extra:+-$extra}"
