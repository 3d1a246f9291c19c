#!/bin/sh
# Prints the path of a browser for the tests that need a real one; installs Chromium where it may (root and apt), and says what is
# missing where it may not. Costs nothing where a browser is there: SHOUHU_BROWSER names one that is none of the usual.
# The headless shell is Chromium without windows: the same pages for a third less processor time.
set -u

found() {
  for name in "${SHOUHU_BROWSER-}" chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome; do
    [ -n "$name" ] && path=$(command -v "$name" 2>/dev/null) && printf '%s\n' "$path" && return 0
  done
  return 1
}

found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo '守护：安装浏览器用于测试（chromium、fonts-noto-cjk）… / shouhu: installing a browser for the tests…' >&2
  timeout 120 apt-get update >/dev/null 2>&1
  for browser in chromium-headless-shell chromium; do
    DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y --no-install-recommends "$browser" fonts-noto-cjk >/dev/null 2>&1
    found && exit 0
  done
fi
echo '守护：没有浏览器，*.browser.test.ts 未运行。请安装 chromium 和中文字体（Debian：apt-get install chromium fonts-noto-cjk），或用 SHOUHU_BROWSER 指明。' >&2
echo 'shouhu: there is no browser, so *.browser.test.ts did not run. Install chromium and Chinese fonts (Debian: apt-get install chromium fonts-noto-cjk), or name one by SHOUHU_BROWSER.' >&2
exit 1
