#!/usr/bin/env bash
# Installs what `npm run stories` needs, on Debian or Ubuntu: as packages GitHub's Markdown renderer, a browser, fonts
# and what reduces pictures; Mermaid, GitHub's style sheet and the browser's remote control, pinned, into
# .tools/stories/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"; else sudo "$@"; fi
}

missing=()
for package in cmark-gfm chromium fonts-liberation fonts-noto-color-emoji pngquant; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package")
done
if ((${#missing[@]} > 0)); then
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq --yes --no-install-recommends "${missing[@]}" >/dev/null
fi
npm install --prefix .tools/stories --no-save --no-audit --no-fund --loglevel=error \
  mermaid@12.3.0 github-markdown-css@5.9.0 playwright-core@1.65.1
