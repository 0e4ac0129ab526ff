#!/usr/bin/env bash
# What the whole chain loses and costs, measured on the real programs. Without a name: what there is.
#   ./bench.sh NAME [--long] [--count N]
# Ends non-zero when anything is lost, doubled or out of order; the last line is the figures. Each run writes its report to
# tests/Benchmarks/reports. A run that failed leaves its logs and data under artifacts/system.
set -euo pipefail
caller=$PWD
cd "$(dirname "$0")"
. ./tests/setup.sh

# Loss: scenarios of tests/System.Tests, by class.
loss=(oracle disk dup storm kill outage)
declare -A classes=(
  [oracle]="OracleSpecs"
  [disk]="DiskCrashSpecs DiskFaultSpecs"
  [dup]="DuplicateSpecs"
  [storm]="StormSpecs"
  [kill]="KillSpecs"
  [outage]="CloudStoppedSpecs CloudFrozenSpecs LinkSpecs BacklogSpecs"
  [fuzz]="FuzzSpecs"
  [silos]="SiloSpecs"
)
declare -A titles=(
  [oracle]="random event sequences (2,000; long: 1,000,000) with late readings and restarts against a slow, obvious evaluator"
  [disk]="power failures with torn, lost and reordered writes (500; 10,000) under both stores; a real disk full and read-only"
  [dup]="10 % duplicates, 5 % reordering, epoch resets, a link that repeats and swaps (20,000 records; 1,000,000): as a clean run"
  [storm]="1,000 alarm edges a second for a minute: none lost, at most 20 messages a person, the first within a second"
  [kill]="kill -9 of gateway and cloud under load (10; 1,000, goes on where it was cut off): nothing lost or doubled, recovery"
  [outage]="cloud stopped and frozen, links black-holed (20; 500), days of backlog drained (0.5 h; 72 h): nothing lost, live meanwhile"
  [fuzz]="10^8 spoilt bytes (long: 10^9) through each codec, Modbus, HJ 212 and Sparkplug: nothing throws, hangs or holds back too much"
  [silos]="two and three silos over PostgreSQL, Redis and InfluxDB; one is killed, frozen, stopped (1 round; 6): nothing acknowledged lost, all back"
  [short]="the short forms of all of the above, as continuous integration runs them"
)

# Cost: programs of tests/Benchmarks; tests/Benchmarks/peers.sh installs the programs of others that some run beside.
cost=(path burst series connections gateway rules alarm command settle offline registers upload backup video watching pictures micro)
titles+=(
  [path]="the cloud with 5,000 gateways, one message of three points a second each, 50 alarms a second (60 s; long: 1 h)"
  [burst]="three times that rate (30 s; 10 min), then ten times (15 s; 1 min): nothing lost, memory bounded, back to the usual lag"
  [series]="the series store: append, bytes a point, curves meanwhile (10 M points; 104 M); influxdb, victoria-metrics, postgresql beside"
  [connections]="memory of 10,000 idle connections; mosquitto beside"
  [gateway]="the shipped gateway at rest, from start to first poll, and with 500 Modbus devices of 30 registers a second (60 s; 30 min); node-red beside"
  [rules]="10,000 rules at 5,000 reports a second: CPU and memory a rule (60 s of their time; 30 min)"
  [alarm]="register change to received notice beside 'path' and beside a burst (60 s each; 30 min)"
  [command]="a written register, acknowledged from the device's read-back (500 times; 5,000)"
  [settle]="10,000 gateways back after the server was killed and started anew"
  [offline]="a black-holed gateway is shown offline (250 times; 3,000), a bad link is not (1 min; 1 h)"
  [registers]="registers of a province (200,000 records; 1 M), on SQLite and on PostgreSQL: by key and list, filter and order, words, joins, pivots, 500 people clicking"
  [upload]="1 GB comes while server and client are killed by turns (8 kills; 40): nothing that had arrived is sent again"
  [backup]="the same records backed up whole and by what is new while people write, both restores rehearsed, the log out and in; SQLite and PostgreSQL"
  [video]="live video in a real browser: camera to screen over web socket and LL-HLS, drift, memory of nine tiles (3 min; 70 min)"
  [watching]="four cameras, five frames a second: events found, delay, false alarms a camera-hour, duplicates, processor (3 min; 1 h)"
  [pictures]="four cameras that play the labelled photographs of EDGE_BENCH_PICTURES (10 min; 1 h)"
  [micro]="codecs, rules, outbox and stores one by one (BenchmarkDotNet)"
)

list() {
  local name
  echo "./bench.sh NAME [--long] [--count N]"
  for name in "${loss[@]}" short fuzz silos "${cost[@]}"; do printf '  %-11s %s\n' "$name" "${titles[$name]}"; done
  echo "./bench.sh vision-score --images DIR --labels DIR --manifest FILE [--model FILE|DIR] [--split NAME] [--input 416x416] [--json FILE]"
  echo "  the detector's scores by class, source and size on any labelled folder, as a table and as JSON"
}

# build_loss, then scenarios CLASS...: appends the figures to $figures and ends as the tests do.
build_loss() {
  need_packages clang
  [ "$name" != silos ] || need_packages postgresql redis-server influxdb
  step "build"
  dotnet build tests/System.Tests -c Release --nologo -v quiet
}

scenarios() {
  local class selected=()
  for class in "$@"; do selected+=(-class "System.Tests.Scenarios.$class"); done
  EDGE_SYSTEM=1 EDGE_SYSTEM_FIGURES=$figures dotnet artifacts/bin/System.Tests/release/System.Tests.dll "${selected[@]}" -noLogo -noColor
}

close() {
  echo
  printf '%s: %s%s\n' "$name" "$([ "$1" = 0 ] && echo ok || echo FAILED)" "$(sed 's/^/ | /' "$figures" | tr -d '\n')"
  rm -f "$figures"
  exit "$1"
}

# Scenarios that mostly wait for somebody to notice run beside those that work.
run_short() {
  local status=0 waiting log
  local waiters=(LinkSpecs CloudFrozenSpecs CloudStoppedSpecs)
  log=$(mktemp)
  scenarios "${waiters[@]}" >"$log" 2>&1 & waiting=$!
  scenarios ${classes[oracle]} ${classes[disk]} ${classes[dup]} ${classes[kill]} BacklogSpecs ${classes[storm]} || status=$?
  wait $waiting || status=$?
  cat "$log"
  rm -f "$log"
  close $status
}

# Paths are the caller's; the shipped model unless another is named.
score() {
  local option arguments=("$@") root=$PWD
  for option in model json; do
    [[ " $* " == *" --$option "* ]] || case $option in
      model) arguments+=(--model "$root/models/vision/site-safety") ;;
      json) arguments+=(--json "$root/artifacts/vision-score.json") ;;
    esac
  done
  dotnet build models/vision/Vision.Score -c Release --nologo -v quiet
  (cd "$caller" && dotnet "$root/artifacts/bin/Vision.Score/release/vision-score.dll" "${arguments[@]}")
}

run_cost() {
  step "build"
  dotnet build tests/Benchmarks -c Release --nologo -v quiet
  case $1 in
    gateway | alarm | command)
      need_packages clang zlib1g-dev
      dotnet publish edge/Edge.Gateway -c Release -r linux-x64 --nologo -v quiet
      ;;
    video)
      need_packages chromium ffmpeg fonts-noto-cjk
      web_install
      (cd cloud/web && npm run --silent build)
      ;;
    watching | pictures) need_packages ffmpeg ;;
    registers | backup) need_packages postgresql ;;
  esac
  step "$1"
  dotnet artifacts/bin/Benchmarks/release/Benchmarks.dll "$1" ${EDGE_SYSTEM_LONG:+--long}
  case $1 in
    registers | backup)
      step "$1-postgresql"
      dotnet artifacts/bin/Benchmarks/release/Benchmarks.dll "$1-postgresql" ${EDGE_SYSTEM_LONG:+--long}
      ;;
  esac
}

[ $# -gt 0 ] || { list; exit 0; }
name=$1; shift
[ "$name" != vision-score ] || { score "$@"; exit; }
[ -n "${titles[$name]:-}" ] || { list >&2; fail "no bench '$name'"; }
while [ $# -gt 0 ]; do
  case $1 in
    --long) export EDGE_SYSTEM_LONG=1 ;;
    --count) export EDGE_SYSTEM_COUNT=${2:?a number}; shift ;;
    *) fail "unknown argument $1 (known: --long, --count N)" ;;
  esac
  shift
done

[ -n "${classes[$name]:-}" ] || [ "$name" = short ] || { run_cost "$name"; exit; }
figures=$(mktemp)
build_loss
step "$name"
status=0
case $name in
  short) run_short ;;
  *) scenarios ${classes[$name]} || status=$?; close $status ;;
esac
