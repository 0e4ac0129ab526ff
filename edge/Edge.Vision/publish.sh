#!/usr/bin/env bash
# publish.sh [linux-x64|linux-arm64 ...]: the watching process with its runtime, detector and unit in artifacts/vision/RID.
# The machine it runs on needs ffmpeg.
set -euo pipefail
cd "$(dirname "$0")/../.."
for rid in "${@:-linux-x64}"; do
  out=artifacts/vision/$rid
  rm -rf "$out"
  dotnet publish edge/Edge.Vision -c Release -r "$rid" --self-contained -o "$out"
  rm -f "$out"/*.xml "$out"/*.pdb
  if [ -f models/vision/site-safety/model.json ]; then
    mkdir -p "$out/models/vision"
    cp -r models/vision/site-safety "$out/models/vision/"
  else
    echo "no detector in models/vision/site-safety: cameras will be recorded and their health watched, but nobody is judged" >&2
  fi
  cp edge/Edge.Vision/systemd/edge-vision.service edge/README.md "$out/"
  du -sh "$out"
done
