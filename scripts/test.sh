#!/bin/sh
# Everything a change must pass: format, lint, types, tests. With arguments only the tests, and they go to vitest:
# npm test -- test/config.test.ts
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/lib.sh

ensure_browser() {
  [ "${LIMNER_SKIP_BROWSER:-}" = 1 ] && return
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    has "$name" && return
  done
  [ -x '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' ] && return
  [ -x '/Applications/Chromium.app/Contents/MacOS/Chromium' ] && return
  say "Installing chromium for the browser tests."
  install_package chromium chromium chromium '--cask google-chrome' ||
    stop "No Chromium was found and none could be installed. Install it yourself, or leave the browser tests out: LIMNER_SKIP_BROWSER=1 npm test"
}

[ -x node_modules/.bin/vitest ] || stop "The npm packages are missing. Run this first: npm run setup"
if [ $# -gt 0 ]; then
  exec node_modules/.bin/vitest run "$@"
fi

ensure_browser
sh scripts/check.sh
checked=$?
if [ -n "${LIMNER_TEST_REPORT:-}" ]; then
  node_modules/.bin/vitest run --reporter=default --reporter=json --outputFile.json="$LIMNER_TEST_REPORT"
else
  node_modules/.bin/vitest run
fi
tested=$?

[ "$tested" -eq 0 ] || stop "Tests failed; see above."
[ "$checked" -eq 0 ] || stop "The tests passed, but format, lint or types are not in order; see further above."
