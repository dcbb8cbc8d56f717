#!/bin/sh
# Every parser of foreign input against made-up input, each for as many seconds as the argument says (60):
# npm run fuzz -- 600. A failure prints its seed; LIMNER_FUZZ_SEED=<seed> repeats it.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/lib.sh
[ -x node_modules/.bin/vitest ] || stop "The npm packages are missing. Run this first: npm run setup"

case "${1:-60}" in
  *[!0-9.]* | '') stop "How many seconds each target is to be fuzzed is a number: npm run fuzz -- 60" ;;
esac
LIMNER_FUZZ_SECONDS=${1:-60} exec node_modules/.bin/vitest run test/fuzz
