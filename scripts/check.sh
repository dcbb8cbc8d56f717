#!/bin/sh
# Format, lint and types. All three are run whatever the others say, so that one run shows everything.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/lib.sh
PATH="$PWD/node_modules/.bin:$PATH"
[ -x node_modules/.bin/tsc ] || stop "The npm packages are missing. Run this first: npm run setup"

failed=''
prettier --check --cache --log-level warn . || failed="$failed format"
oxlint --deny-warnings --quiet || failed="$failed lint"
tsc --noEmit -p tsconfig.json || failed="$failed types"
if [ -f src/bots/web/page/tsconfig.json ]; then
  tsc --noEmit -p src/bots/web/page/tsconfig.json || failed="$failed page-types"
fi

[ -z "$failed" ] || stop "Not in order:$failed. What can be mended by itself is mended by: npm run fix"
say "Format, lint and types are in order."
