#!/bin/sh
# Makes a fresh clone ready to start: checks Node, installs a store program and the npm packages, builds.
# Does only what is missing, so it is quick the second time. Runs before anything is installed.
set -eu
cd "$(dirname "$0")/.."
. scripts/lib.sh

check_node() {
  has node || stop "Node 20.19 or later is needed and none was found. Get it from https://nodejs.org or your system's packages."
  version=$(node --version)
  major=${version#v}
  major=${major%%.*}
  minor=${version#v*.}
  minor=${minor%%.*}
  if [ "$major" -lt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -lt 19 ]; }; then
    stop "Node 20.19 or later is needed, but this is $version. Get a newer one from https://nodejs.org."
  fi
}

ensure_store() {
  if has redis-server || has valkey-server; then return; fi
  if [ -n "${REDIS_URL:-}" ]; then
    say "No redis-server here; the store of REDIS_URL is used."
    return
  fi
  say "Installing redis-server."
  install_package redis-server 'valkey|redis' 'redis|valkey' redis ||
    stop "No redis-server or valkey-server was found and none could be installed. Install Redis 6.2 or later yourself, or set REDIS_URL to a store of yours."
}

ensure_packages() {
  stamp=node_modules/.limner-lockfile
  if cmp -s package-lock.json "$stamp"; then return; fi
  # Someone may have run npm by hand: complete packages are left as they are.
  if [ ! -d node_modules ] || ! npm ls --all >/dev/null 2>&1; then
    say "Installing the npm packages."
    # npm 11 refuses a lockfile that lacks the packages of other systems, which npm writes where a registry has only
    # those of its own; an install without saving takes the same versions.
    npm ci --ignore-scripts --include=dev --no-audit --no-fund --loglevel=error >/dev/null 2>&1 ||
      npm install --no-save --ignore-scripts --include=dev --no-audit --no-fund --loglevel=error ||
      stop "The npm packages could not be installed; what npm said stands above. Check the network and run this again."
  fi
  cp package-lock.json "$stamp"
}

ensure_build() {
  stamp=dist/.built
  if [ -f "$stamp" ] && [ -z "$(newer_than "$stamp")" ]; then return; fi
  say "Building."
  rm -rf dist
  mkdir dist
  # Dated before the build: what is edited meanwhile counts as newer.
  touch dist/.building
  npm run --silent build || stop "The build failed; what is wrong stands above."
  mv dist/.building "$stamp"
}

# Folders count too: a file that was removed or renamed leaves no other trace.
newer_than() {
  find src package-lock.json package.json tsconfig.json ./*.config.ts -newer "$1" 2>/dev/null | head -n 1
}

check_node
ensure_store
ensure_packages
ensure_build
say "Ready. Start with: npm start"
