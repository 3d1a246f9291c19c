#!/bin/sh
# Runs the tests on the pinned Node: all of them, or the files and node:test options given as arguments.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH
export PATH
files=$*
if [ $# -eq 0 ]; then
  files=$(find packages/*/src apps/*/src bench/src tools -name '*.test.ts' ! -name '*.browser.test.ts' | sort)
  if tools/browser.sh >/dev/null; then
    files="$files $(find packages/*/src apps/*/src apps/*/e2e -name '*.browser.test.ts' | sort)"
  fi
  groups=$(mktemp -d)
  trap 'rm -rf "$groups"' EXIT
  set -- $(node tools/group-tests.ts "$groups" $files)
fi
case $files in
  *.browser.test.ts*)
    SHOUHU_BROWSER=$(tools/browser.sh)
    export SHOUHU_BROWSER
    # Built once for all files of tests.
    node apps/console/tools/vite.ts build >/dev/null
    ;;
esac
# Tests wait for one another's server, for disks and for browsers: one more process than there are processors.
node --test --test-global-setup=packages/database/src/testing-setup.ts --test-reporter=spec --test-concurrency=$(($(getconf _NPROCESSORS_ONLN) + 1)) "$@"
