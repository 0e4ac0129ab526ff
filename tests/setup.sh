# Sourced by run.sh and test.sh: what a bare Debian machine with the .NET SDK and Node still lacks.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NPM_CONFIG_UPDATE_NOTIFIER=false

step() { printf '\n== %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

command -v dotnet >/dev/null || fail "the .NET SDK 10 is needed: https://dot.net"
command -v node >/dev/null || fail "Node 20 or newer is needed: https://nodejs.org"

# need_packages NAME...: installs the missing Debian packages, with sudo when not root.
need_packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  step "installing ${missing[*]}"
  local root=(); [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# web_install: the npm workspace, once per lock file.
web_install() {
  local stamp=cloud/web/node_modules/.installed
  if [ ! -f "$stamp" ] || [ cloud/web/package-lock.json -nt "$stamp" ]; then
    (cd cloud/web && npm ci --no-audit --no-fund >/dev/null) || fail "npm ci failed in cloud/web"
    touch "$stamp"
  fi
}
