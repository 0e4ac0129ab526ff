#!/usr/bin/env bash
# publish.sh [linux-x64|linux-arm64 ...]: ahead-of-time compiled gateways in artifacts/gateway/RID, with profiles and unit.
# Needs clang; linux-arm64 on x64 also needs Debian's gcc-aarch64-linux-gnu and binutils-aarch64-linux-gnu.
set -euo pipefail
cd "$(dirname "$0")/../.."
for rid in "${@:-linux-x64}"; do
  if [ "$rid" = linux-arm64 ] && [ "$(uname -m)" = x86_64 ] && ! command -v aarch64-linux-gnu-gcc >/dev/null; then
    echo "linux-arm64: apt-get install gcc-aarch64-linux-gnu binutils-aarch64-linux-gnu" >&2
    exit 1
  fi
  out=artifacts/gateway/$rid
  rm -rf "$out"
  dotnet publish edge/Edge.Gateway -c Release -r "$rid" -o "$out"
  rm -f "$out"/*.dbg "$out"/*.xml "$out"/*.pdb
  cp edge/Edge.Gateway/systemd/edge-gateway.service edge/README.md "$out/"
  du -sh "$out"
done
