#!/bin/sh
# Installs app for this user: downloads the executable for this system, checks it against the release's checksums, and puts it into
# ~/.local/bin, or into the folder in $APP_INSTALL_DIR. Nothing else is changed.
set -eu

# Where the files of a release are; the release puts its own address here.
releases=${APP_RELEASES:-@RELEASES@}
folder=${APP_INSTALL_DIR:-$HOME/.local/bin}

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

case "$(uname -s) $(uname -m)" in
  'Linux x86_64') name=app-linux-x64 ;;
  'Linux aarch64' | 'Linux arm64') name=app-linux-arm64 ;;
  'Darwin x86_64') name=app-macos-x64 ;;
  'Darwin arm64') name=app-macos-arm64 ;;
  *) fail "there is no executable for $(uname -s) on $(uname -m): build it from source, as the README shows" ;;
esac

fetch() {
  if command -v curl >/dev/null; then curl -fsSL -o "$2" "$1"
  elif command -v wget >/dev/null; then wget -qO "$2" "$1"
  else fail "needs curl or wget"; fi || fail "can't download $1"
}

checksum() {
  if command -v sha256sum >/dev/null; then sha256sum "$1"
  elif command -v shasum >/dev/null; then shasum -a 256 "$1"
  else fail "needs sha256sum or shasum"; fi | cut -d ' ' -f 1
}

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
fetch "$releases/SHA256SUMS" "$temporary/SHA256SUMS"
fetch "$releases/$name" "$temporary/$name"
expected=$(awk -v name="$name" '$2 == name { print $1 }' "$temporary/SHA256SUMS")
[ -n "$expected" ] || fail "$releases/SHA256SUMS does not name $name: try again, or report it"
[ "$(checksum "$temporary/$name")" = "$expected" ] || fail "$name is not what was released: nothing was installed, try again"

mkdir -p "$folder"
chmod 755 "$temporary/$name"
# Beside it first: a server that runs keeps the old file, and nobody sees half of the new one.
cp -p "$temporary/$name" "$folder/.app.new"
mv "$folder/.app.new" "$folder/app"
"$folder/app" --version
echo "Installed as $folder/app"
case ":$PATH:" in
  *":$folder:"*) echo "To begin: app serve" ;;
  *) echo "$folder is not in your PATH. To begin: $folder/app serve" ;;
esac
