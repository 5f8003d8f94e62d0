#!/usr/bin/env bash
# Installs what the suites beyond `npm test` need, on Debian or Ubuntu with Node, Go and Python 3:
# Prometheus, Alertmanager and HAProxy as packages; act, actionlint and zizmor, pinned, into .tools/.
# What is already there is left alone. Prints one line per tool.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly ACT=v0.2.87 ACTIONLINT=v1.7.12 ZIZMOR=1.32.0
readonly TOOLS="$PWD/.tools"
export PATH="$PATH:/usr/sbin:/usr/local/go/bin"

fail() {
  printf 'install-tools: %s\n' "$1" >&2
  exit 1
}

as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || echo "$package"
  done
}

install_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || fail "no apt-get here; install by hand: ${missing[*]}"
  [[ $EUID -eq 0 ]] || command -v sudo >/dev/null ||
    fail "neither root nor sudo; have somebody run: apt-get install ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null
  stop_services "${missing[@]}"
}

# Packages start themselves as services. The tests start their own; one that was here before stays.
stop_services() {
  local package
  for package in "$@"; do
    if [[ -d /run/systemd/system ]]; then
      systemctl cat "$package.service" >/dev/null 2>&1 || continue
      as_root systemctl disable --quiet --now "$package"
    elif [[ -x /etc/init.d/$package ]]; then
      as_root "/etc/init.d/$package" stop >/dev/null 2>&1 || true
    fi
  done
}

install_go_tool() {
  local program=$1 package=$2 version=$3
  if go version -m "$TOOLS/bin/$program" 2>/dev/null | grep -qP "\tmod\t\S+\t\Q$version\E\t"; then
    return 0
  fi
  GOBIN="$TOOLS/bin" go install "$package@$version"
}

install_zizmor() {
  [[ $("$TOOLS/zizmor/bin/zizmor" --version 2>/dev/null) == "zizmor $ZIZMOR" ]] && return 0
  python3 -m venv --clear "$TOOLS/zizmor"
  "$TOOLS/zizmor/bin/pip" install --quiet --disable-pip-version-check "zizmor==$ZIZMOR"
}

report() {
  printf '%-14s %s\n' "$1" "$2"
}

command -v go >/dev/null || fail "Go is missing; act needs 1.24 or newer: https://go.dev/dl"
install_packages git haproxy prometheus prometheus-alertmanager python3-venv
install_go_tool act github.com/nektos/act "$ACT"
install_go_tool actionlint github.com/rhysd/actionlint/cmd/actionlint "$ACTIONLINT"
install_zizmor

report git "$(git --version | cut -d' ' -f3)"
report haproxy "$(haproxy -v | sed -n '1s/^HAProxy version \([^ ]*\).*/\1/p')"
report prometheus "$(prometheus --version 2>&1 | sed -n '1s/.*version \([^ ]*\).*/\1/p')"
report alertmanager "$(prometheus-alertmanager --version 2>&1 | sed -n '1s/.*version \([^ ]*\).*/\1/p')"
report act "$ACT"
report actionlint "$ACTIONLINT"
report zizmor "$ZIZMOR"
