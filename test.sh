#!/usr/bin/env bash
# Everything that CI runs: install what is missing, build, test, and print the totals.
set -euo pipefail
cd "$(dirname "$0")"
. ./tests/setup.sh
need_packages postgresql redis-server influxdb victoria-metrics clang zlib1g-dev chromium ffmpeg socat mbpoll fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui

log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
passed=0 failed=0

step "build"
dotnet build Edge.sln --nologo -v quiet

step "web"
web_install
(cd cloud/web && npm run --silent lint && npm run --silent check)
(cd cloud/web && npm run --silent test -- --reporter=json --outputFile="$log/web.json") || true
read -r ok bad < <(node -e 'const r=require(process.argv[1]);console.log(r.numPassedTests,r.numFailedTests)' "$log/web.json")
[ "$bad" = 0 ] || node -e 'for(const f of require(process.argv[1]).testResults)for(const t of f.assertionResults)if(t.status==="failed")console.log(t.fullName,t.failureMessages.join("\n"))' "$log/web.json"
passed=$((passed + ok)) failed=$((failed + bad))
(cd cloud/web && npm run --silent build)

step "peers for interoperability"
(cd tests/interop && npm ci --silent --no-audit --no-fund)

step "tests"
for project in tests/*.Tests/; do
  name=$(basename "$project")
  [ -f "$project$name.csproj" ] || continue
  echo "-- $name"
  dotnet test --project "$project" --no-build --no-progress >"$log/$name" 2>&1 || true
  grep -vE '^(Running tests from|\s*$)' "$log/$name" || true
  ok=$(sed -nE 's/^ *succeeded: ([0-9]+).*/\1/p' "$log/$name" | tail -1)
  bad=$(sed -nE 's/^ *failed: ([0-9]+).*/\1/p' "$log/$name" | tail -1)
  # A module that died before it could count is one failure, never zero.
  if [ -z "$ok" ] || { [ "$ok" = 0 ] && [ "${bad:-0}" = 0 ]; }; then bad=1; fi
  passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0}))
done

step "loss, the short forms"
EDGE_REPORTS=$log/reports ./bench.sh short >"$log/short" 2>&1 || true
grep -vE '^\s*$' "$log/short" || true
# Every part must have closed: one that died before it could count is one failure.
parts=$(grep -c 'System.Tests  Total:' "$log/short" || true)
while read -r total bad skipped left; do
  passed=$((passed + total - bad - skipped - left)) failed=$((failed + bad))
done < <(sed -nE 's/.*System.Tests  Total: ([0-9]+), Errors: [0-9]+, Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+),.*/\1 \2 \3 \4/p' "$log/short")
failed=$((failed + 2 - parts))

echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
