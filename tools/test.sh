#!/bin/sh
# Runs the tests on the pinned Node: all of them, or the files and node:test options given as arguments.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH
export PATH
if [ $# -eq 0 ]; then
  set -- $(find packages/*/src apps/*/src bench/src tools -name '*.test.ts' ! -name '*.browser.test.ts' | sort)
  if SHOUHU_BROWSER=$(tools/browser.sh); then
    export SHOUHU_BROWSER
    set -- "$@" $(find packages/*/src apps/*/src apps/*/e2e -name '*.browser.test.ts' | sort)
    screens=apps/console/e2e/
  fi
  groups=$(mktemp -d)
  trap 'rm -rf "$groups"' EXIT
  set -- $(node tools/group-tests.ts "$groups" "$@")
fi
case ${screens-$*} in
  # Built once for all files of tests.
  *apps/console/e2e/*) node apps/console/tools/vite.ts build >/dev/null ;;
esac
# Tests wait for one another's server, for disks and for browsers: one more process than there are processors.
node --test --test-global-setup=packages/database/src/testing-setup.ts --test-reporter=spec --test-concurrency=$(($(getconf _NPROCESSORS_ONLN) + 1)) "$@"
