#!/bin/sh
# Runs the tests on the pinned Node: all of them, or the files and node:test options given as arguments.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH
export PATH
if [ $# -eq 0 ]; then
  set -- 'packages/**/src/**/*.test.ts' 'apps/**/src/**/*.test.ts' 'bench/src/**/*.test.ts' 'tools/**/*.test.ts'
fi
exec node --test --test-reporter=spec --test-concurrency="$(getconf _NPROCESSORS_ONLN)" "$@"
