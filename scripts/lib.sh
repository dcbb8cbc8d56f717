# Shared by the scripts of this folder. Plain sh: it runs before anything is installed.

say() {
  printf '%s\n' "limner: $*"
}

stop() {
  printf '%s\n' "limner: $*" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    stop "Installing a package needs root. Run as root, install sudo, or install it yourself: $*"
  fi
}

# Which package manager this system has; empty when it is none that we know.
package_manager() {
  for name in apt-get dnf apk brew; do
    if has "$name"; then
      printf '%s' "$name"
      return
    fi
  done
}

apt_install() {
  # A bare machine has no package lists yet, and an old one names versions that are gone.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 && return
  as_root apt-get update -q >/dev/null || return 1
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
}

# The packages of each manager: install_package <apt> <dnf> <apk> <brew>. Several names, separated by "|", are tried in turn.
install_package() {
  manager=$(package_manager)
  case "$manager" in
    apt-get) names=$1 ;;
    dnf) names=$2 ;;
    apk) names=$3 ;;
    brew) names=$4 ;;
    *) return 1 ;;
  esac
  old_ifs=$IFS
  IFS='|'
  # shellcheck disable=SC2086 # split at "|" on purpose
  set -- $names
  IFS=$old_ifs
  for name in "$@"; do
    case "$manager" in
      apt-get) apt_install "$name" && return ;;
      dnf) as_root dnf install -y "$name" && return ;;
      apk) as_root apk add --no-cache "$name" && return ;;
      # shellcheck disable=SC2086 # "--cask chromium" is two words
      brew) brew install $name && return ;;
    esac
  done
  return 1
}
