#!/usr/bin/env bash
# publish.sh [linux-x64|linux-arm64 ...]: ahead-of-time compiled gateways in artifacts/gateway/RID, with profiles and unit.
# linux-arm64 on x64 needs Debian's gcc-aarch64-linux-gnu, binutils-aarch64-linux-gnu and zlib1g-dev:arm64.
set -euo pipefail
cd "$(dirname "$0")/../.."
for rid in "${@:-linux-x64}"; do
  out=artifacts/gateway/$rid
  rm -rf "$out"
  extra=()
  if [ "$rid" = linux-arm64 ] && [ "$(uname -m)" = x86_64 ]; then
    extra=(-p:SysRoot="${SYSROOT:-/}" -p:CppCompilerAndLinker=clang -p:ObjCopyName=aarch64-linux-gnu-objcopy -p:StripSymbols=true)
  fi
  dotnet publish edge/Edge.Gateway -c Release -r "$rid" -o "$out" "${extra[@]}"
  rm -f "$out"/*.dbg "$out"/*.xml "$out"/*.pdb
  cp -r models/devices "$out/devices"
  cp edge/Edge.Gateway/systemd/edge-gateway.service edge/README.md "$out/"
  du -sh "$out"
done
