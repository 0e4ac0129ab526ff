#!/usr/bin/env bash
# Builds the trainer (nothing else restores its packages: 500 MB) and runs one of its commands at low priority:
#   ./train.sh render [COUNT]      rendered scenes in .work/rendered; runs and packs begun later learn from them too
#   ./train.sh overfit [DATA]      learns 64 pictures by heart in about two minutes
#   ./train.sh train [DATA] [RUN]  a run over recipe.json in .work/RUN; goes on with it when it is there already
#   ./train.sh export [DATA] [RUN] ONNX files, scores and card into site-safety/
#   ./train.sh pack [DATA]         .work/vision.pack for a machine with a GPU, where train_gpu.py learns from it
#   ./train.sh -- COMMAND …        any command of the trainer as it is
set -euo pipefail
cd "$(dirname "$0")"
dotnet build Vision.Training -c Release --nologo -v quiet
trainer() { nice -n 19 dotnet ../../artifacts/bin/Vision.Training/release_linux-x64/vision-training.dll "$@"; }

command=${1:?one of: render, overfit, train, export, pack, --}
data=${2:-../../../shared/data/vision} run=.work/${3:-run}
export VISION_COMMIT=${VISION_COMMIT:-$(git rev-parse HEAD 2>/dev/null || echo unknown)}
mkdir -p .work
learnt=$data; [ ! -f .work/rendered/manifest.csv ] || learnt=$data,.work/rendered
case $command in
  render)
    rm -rf .work/rendered
    dotnet build ../../firmware-sim/FirmwareSim -c Release --nologo -v quiet
    nice -n 19 dotnet ../../artifacts/bin/FirmwareSim/release/firmware-sim.dll render-scenes --out .work/rendered --count "${2:-700}" --seed 20261123 ;;
  overfit) rm -rf .work/overfit; trainer overfit --recipe recipe.json --data "$data" --run .work/overfit --threads "$(nproc)" ;;
  train) if [ -f "$run/run.json" ]; then trainer resume --run "$run"; else trainer train --recipe recipe.json --data "$learnt" --run "$run" --threads "${THREADS:-1}"; fi ;;
  export) trainer export --run "$run" --data "$data" --sources sources.json --out site-safety ;;
  pack) trainer pack --recipe recipe.json --data "$learnt" --out .work/vision.pack ;;
  --) shift; trainer "$@" ;;
  *) echo "unknown command $command" >&2; exit 2 ;;
esac
