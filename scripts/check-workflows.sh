#!/usr/bin/env bash
# Holds every workflow and action against actionlint and zizmor. (GitHub's own parser does so in `npm test`.)
# What is accepted all the same is said, with its reason, in .github/zizmor.yml and just below.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly TOOLS="$PWD/.tools"

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir -p "$copy/.github/workflows"
git -C "$copy" init --quiet
cp -r actions action.yml "$copy/"
for file in .github/workflows/*.yml workflows/*.yml; do
  # actionlint 1.7.12 does not know yet: `$/` (this repository, at this commit) and `deployment:` below
  # `environment:`. Both are GitHub's since 2026; it gets what it would have been before.
  sed -e 's#uses: \$/#uses: ./#' -e '/^ *deployment: false$/d' "$file" \
    >"$copy/.github/workflows/$(basename "$file")"
done
(cd "$copy" && "$TOOLS/bin/actionlint")
echo 'actionlint: nothing found'

"$TOOLS/zizmor/bin/zizmor" --offline --quiet --config .github/zizmor.yml \
  .github/workflows/*.yml workflows/*.yml action.yml actions/*/action.yml
