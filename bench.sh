#!/usr/bin/env bash
# What the whole chain loses and costs, measured on the real programs. Without a name: what there is.
#   ./bench.sh NAME [--long]
# Ends non-zero when anything is lost, doubled or out of order; the last lines are the figures. A run that failed leaves
# its logs and data under artifacts/system.
set -euo pipefail
cd "$(dirname "$0")"
. ./tests/setup.sh

declare -A classes=(
  [outage]="CloudStoppedSpecs CloudFrozenSpecs LinkSpecs"
  [kill]="KillSpecs"
  [fuzz]="FuzzSpecs"
)
declare -A titles=(
  [outage]="cloud stopped (20 s; long: 10 min), frozen (20 s; 3 min) and links black-holed (6 + 2; long: 500 + 20): nothing lost, siren sounds, offline shown within 15 s"
  [kill]="kill -9 of gateway and cloud under load (5 each; long: 50 each): nothing acknowledged lost or doubled, recovery times"
  [fuzz]="10^8 spoilt bytes (long: 10^9) through each codec, Modbus, HJ 212 and Sparkplug: nothing throws, hangs or holds back too much"
)

list() {
  local name
  echo "./bench.sh NAME [--long]"
  for name in outage kill fuzz; do printf '  %-8s %s\n' "$name" "${titles[$name]}"; done
}

[ $# -gt 0 ] || { list; exit 0; }
name=$1; shift
[ -n "${classes[$name]:-}" ] || { list >&2; fail "no bench '$name'"; }
for argument in "$@"; do
  case $argument in
    --long) export EDGE_SYSTEM_LONG=1 ;;
    *) fail "unknown argument $argument (known: --long)" ;;
  esac
done

step "build"
dotnet build tests/System.Tests -c Release --nologo -v quiet

step "$name"
figures=$(mktemp)
trap 'rm -f "$figures"' EXIT
export EDGE_SYSTEM=1 EDGE_SYSTEM_FIGURES=$figures
selected=()
for class in ${classes[$name]}; do selected+=(-class "System.Tests.Scenarios.$class"); done
status=0
dotnet artifacts/bin/System.Tests/release/System.Tests.dll "${selected[@]}" -noLogo -noColor || status=$?
echo
cat "$figures"
exit $status
