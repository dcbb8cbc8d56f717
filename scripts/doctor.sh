#!/bin/sh
# Looks at everything that Limner depends on, and says what to do about what is wrong.
set -u
cd "$(dirname "$0")/.." || exit 1
. scripts/lib.sh
[ -f dist/main.js ] || stop "Limner is not built yet. Run this first: npm run setup"
exec node dist/main.js doctor
