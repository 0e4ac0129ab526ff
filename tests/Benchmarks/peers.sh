#!/usr/bin/env bash
# The programs of others that the same work is given to. They are installed and not started: each run starts its own, on a
# folder of its own.
set -euo pipefail
cd "$(dirname "$0")/../.."
. ./tests/setup.sh
export RUNLEVEL=1
need_packages mosquitto influxdb victoria-metrics postgresql
(cd tests/Benchmarks/node-red && npm ci --silent --omit=optional --no-audit --no-fund)
