#!/bin/sh
# Makes docs/search.png and docs/search-phone.png: the built-in sample, searched in a headless Chromium.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
go build -o "$work/haberara" .
"$work/haberara" demo --listen 127.0.0.1:8641 >"$work/log" 2>&1 &
server=$!
until grep -q Ctrl-C "$work/log"; do
	kill -0 "$server" || { cat "$work/log"; exit 1; }
	sleep 0.2
done
shot() {
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync \
		--disable-background-networking --disable-component-update --hide-scrollbars \
		--user-data-dir="$work/profile" --window-size="$2" --screenshot="$1" "$3" >/dev/null 2>&1
}
shot docs/search.png 1200,900 'http://127.0.0.1:8641/?q=istanbul'
shot docs/search-phone.png 500,900 'http://127.0.0.1:8641/?q=isik'
