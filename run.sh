#!/usr/bin/env bash
# The main job on one machine: cloud, one gateway, one simulated site, on embedded defaults. Ctrl-C stops everything.
#   ./run.sh          shows it in a browser          ./run.sh --once   checks the whole chain once and exits
# Settings by environment: EDGE_DATA (default ./data), EDGE_HTTP (8080; the next two are the silo's),
#   EDGE_BROKER (8883), EDGE_SCENARIO (load-creeping), EDGE_MODEL (models/vision/site-safety).
set -euo pipefail
cd "$(dirname "$0")"
. ./tests/setup.sh

once=0
for argument in "$@"; do
  case $argument in
    --once) once=1 ;;
    *) fail "unknown argument $argument (known: --once)" ;;
  esac
done
data=${EDGE_DATA:-$PWD/data} http=${EDGE_HTTP:-8080} broker=${EDGE_BROKER:-8883} scenario=${EDGE_SCENARIO:-load-creeping}
model=${EDGE_MODEL:-$PWD/models/vision/site-safety}
[ -f "firmware-sim/scenarios/$scenario.json" ] || fail "no scenario $scenario; there are: $(ls firmware-sim/scenarios | sed 's/\.json$//' | tr '\n' ' ')"

# --once starts from nothing, so that its figures mean the same each time; it never touches the folder of the other.
if [ $once = 1 ]; then
  data=$(mktemp -d)
fi
mkdir -p "$data/logs"
address="http://127.0.0.1:$http"

need_packages curl ffmpeg
step "build"
if [ $once = 0 ]; then
  web_install
  (cd cloud/web && npm run --silent build) >"$data/logs/web.log" 2>&1 || { cat "$data/logs/web.log"; fail "the web client does not build"; }
fi
for project in cloud/Cloud.Host edge/Edge.Gateway edge/Edge.Vision firmware-sim/FirmwareSim; do
  dotnet build "$project" -c Release --nologo -v quiet || fail "$project does not build"
done
cloud=artifacts/bin/Cloud.Host/release_linux-x64/edge-cloud.dll
gateway=artifacts/bin/Edge.Gateway/release/edge-gateway.dll
vision=artifacts/bin/Edge.Vision/release/edge-vision.dll
simulator=artifacts/bin/FirmwareSim/release/firmware-sim.dll

pids=()
declare -A names commands
stop() {
  trap - EXIT INT TERM
  [ ${#pids[@]} = 0 ] || { kill -TERM "${pids[@]}" 2>/dev/null || true; wait "${pids[@]}" 2>/dev/null || true; }
  [ $once = 0 ] || rm -rf "$data"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# start NAME COMMAND...: in the background, with its log in the data folder.
start() {
  local name=$1; shift
  "$@" >>"$data/logs/$name.log" 2>&1 &
  pids+=($!)
  names[$!]=$name
  commands[$name]=$(printf '%q ' "$@")
}

# until_true SECONDS WHAT COMMAND...: waits for it, and says what is missing.
until_true() {
  local left=$(($1 * 4)) what=$2; shift 2
  until "$@" >/dev/null 2>&1; do
    left=$((left - 1))
    # A program that has ended will never answer, and somebody else may answer on its port.
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || left=0; done
    [ $left -gt 0 ] || { tail -n 20 "$data"/logs/*.log >&2; fail "$what"; }
    sleep 0.25
  done
}

step "start"
for port in "$http" "$broker" 9210 9211 9212 15554 15580 18090; do
  ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || fail "port $port is in use"
done
start webhook dotnet "$simulator" webhook --prefix http://127.0.0.1:18090/ --log "$data/webhook.jsonl"
start cloud dotnet "$cloud" \
  --Urls "$address" --Storage:Folder "$data/cloud" --WebRoot "$PWD/cloud/Cloud.Host/wwwroot" \
  --Broker:TlsPort "$broker" --Silo:Port $((http + 1)) --Silo:GatewayPort $((http + 2)) \
  --Warnings:PublicBaseUrl "$address" --Identity:FirstPasswordFile "$data/password" \
  --Provisioning:File firmware-sim/sites/demo.json --Provisioning:CodeFile "$data/enrolment-code"
until_true 60 "the cloud did not come up; see $data/logs/cloud.log" curl -sf "$address/health/ready"

start site dotnet "$simulator" site --profiles models/devices --site firmware-sim/sites/demo.json \
  --scenario "firmware-sim/scenarios/$scenario.json" --truth "$data/truth.jsonl"
if [ ! -d "$data/gateway/certificates" ]; then
  dotnet "$gateway" enrol --cloud "$address" --code "$(cat "$data/enrolment-code")" \
    Gateway:Project=demo Gateway:Id=gw-demo Gateway:DataFolder="$data/gateway" >>"$data/logs/gateway.log" 2>&1 \
    || { tail -n 20 "$data/logs/gateway.log" >&2; fail "the gateway could not enrol"; }
fi
since=$(date -u +%FT%T.%3NZ)
start gateway dotnet "$gateway" Gateway:Project=demo Gateway:Id=gw-demo Gateway:DataFolder="$data/gateway" \
  Gateway:ProfilesFolder="$PWD/models/devices"
until_true 60 "the gateway did not come up; see $data/logs/gateway.log" curl -sf http://127.0.0.1:9210/health
[ -f "$model/model.json" ] || echo "no detector in $model: the camera is recorded and its health is watched, but nobody is judged"
start vision dotnet "$vision" Vision:DataFolder="$data/vision" Vision:GatewayFolder="$data/gateway" Model:Folder="$model" \
  Recording:Gigabytes=2 Cameras:camera-1:Onvif=http://127.0.0.1:15580/onvif/device_service
until_true 60 "the watcher did not come up; see $data/logs/vision.log" curl -sf http://127.0.0.1:9211/health

if [ $once = 1 ]; then
  step "check"
  dotnet "$simulator" once --cloud "$address" --password "$data/password" --site firmware-sim/sites/demo.json \
    --truth "$data/truth.jsonl" --webhook "$data/webhook.jsonl" --gateway http://127.0.0.1:9210 --since "$since" --timeout 180
  exit
fi

cat <<TEXT

  Open       $address
  User       admin
  Password   $(cat "$data/password" 2>/dev/null || echo "as you have set it")   (must be changed at the first sign-in)
  Scenario   $scenario; notices arrive in $data/webhook.jsonl, logs in $data/logs
  Ctrl-C stops everything.

TEXT
# A program that ends (kill one and see) does not end the others; the way back is printed.
while :; do
  wait -n -p ended "${pids[@]}" || true
  [ -n "${ended:-}" ] || break
  for i in "${!pids[@]}"; do [ "${pids[$i]}" = "$ended" ] && unset "pids[$i]"; done
  printf '%s has ended. To start it again, in another shell here:\n  %s\n' "${names[$ended]}" "${commands[${names[$ended]}]}"
  [ ${#pids[@]} -gt 0 ] || fail "nothing is left running; see $data/logs"
done
