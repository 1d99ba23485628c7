#!/usr/bin/env bash
# Called by Maven (pom.xml) in two phases: `bundle` builds the dashboard into target/classes/webroot, `test` runs its
# unit tests; each only when something it is made from has changed. `quick` (Maven's -Dfast) never runs npm.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
goal=$1
how=${2:-full}
webroot=target/classes/webroot

say() { printf 'web: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

inputs() { # one digest over everything below that decides the result
  find . \( -name node_modules -o -name target -o -name e2e \) -prune -o -type f ! -name pom.xml -print0 \
    | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

current() { [ -e "$1" ] && [ "$(cat "$1")" = "$(inputs)" ]; }

need_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 \
    || fail "building the dashboard needs Node.js 20.19 or newer, with npm; install it (nodejs.org, or your system's packages) and build again"
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' \
    || fail "building the dashboard needs Node.js 20.19 or newer; this is $(node --version)"
}

install() { # node_modules exactly as the lock file has them
  local lock
  lock=$(sha256sum package-lock.json | cut -d' ' -f1)
  [ -e node_modules/.keytrail-lock ] && [ "$(cat node_modules/.keytrail-lock)" = "$lock" ] && return
  say "installing the dashboard's packages (npm ci)"
  npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error >&2 \
    || fail "npm ci failed; the first build needs the npm registry, later ones do not"
  printf '%s' "$lock" > node_modules/.keytrail-lock
}

placeholder() { # what a quick build serves where no dashboard was ever built
  mkdir -p "$webroot"
  cat > "$webroot/index.html" <<'HTML'
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Keytrail</title></head>
<body><main><h1>Keytrail</h1><p>This quick build (-Dfast) left the dashboard out; ./keytrail build makes it.</p></main></body>
</html>
HTML
}

bundle() {
  current target/bundle.inputs && return
  if [ "$how" = quick ]; then
    [ -e "$webroot/index.html" ] || placeholder
    return
  fi
  need_node
  install
  say "building the dashboard"
  rm -f target/bundle.inputs
  npm run --silent build >&2
  inputs > target/bundle.inputs
}

unit_tests() {
  [ "$how" = full ] || return 0
  current target/test.inputs && return
  need_node
  install
  npm run --silent test >&2
  inputs > target/test.inputs
}

case "$goal" in
  bundle) bundle ;;
  test) unit_tests ;;
  *) fail "usage: build.sh (bundle | test) [full | quick]" ;;
esac
