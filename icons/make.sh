#!/usr/bin/env bash
# Renders icon.svg into every size the bundles need.
# Needs chromium, ImageMagick's convert and python3; run it after a change of icon.svg.
set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  echo '<!doctype html><style>html,body{margin:0;background:transparent}svg{display:block}</style>'
  cat icon.svg
} > "$work/icon.html"
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1024,1024 \
  --default-background-color=00000000 --screenshot="$work/1024.png" "file://$work/icon.html" 2> /dev/null

# Metadata would make every run a different file.
size() { convert "$work/1024.png" -strip -define png:exclude-chunks=date,time -filter Lanczos -resize "$1x$1" "$2"; }
for pixels in 16 24 32 48 64 128 256 512 1024; do size "$pixels" "$work/$pixels.png"; done

cp "$work/32.png" 32x32.png
cp "$work/128.png" 128x128.png
cp "$work/256.png" 128x128@2x.png
cp "$work/512.png" icon.png
convert "$work/16.png" "$work/24.png" "$work/32.png" "$work/48.png" "$work/64.png" "$work/128.png" "$work/256.png" icon.ico

# icns is a list of (type, length, PNG).
python3 - "$work" icon.icns << 'PYTHON'
import struct, sys
folder, target = sys.argv[1:]
kinds = [(b"ic11", 32), (b"ic12", 64), (b"ic07", 128), (b"ic13", 256), (b"ic08", 256), (b"ic14", 512), (b"ic09", 512), (b"ic10", 1024)]
body = b""
for kind, pixels in kinds:
    with open(f"{folder}/{pixels}.png", "rb") as file:
        png = file.read()
    body += kind + struct.pack(">I", len(png) + 8) + png
with open(target, "wb") as file:
    file.write(b"icns" + struct.pack(">I", len(body) + 8) + body)
PYTHON
