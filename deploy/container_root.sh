#!/bin/sh
# Makes the root of the container: the executable for this computer, if it is what was released, and the libraries that it needs.
# Usage: container_root.sh RELEASE ROOT, where RELEASE is the folder with SHA256SUMS and app-linux-….
set -eu
release=$1
root=$2

case "$(uname -m)" in
  x86_64) name=app-linux-x64 ;;
  aarch64 | arm64) name=app-linux-arm64 ;;
  *) echo "container_root.sh: there is no executable for $(uname -m)" >&2 && exit 1 ;;
esac
expected=$(grep " $name\$" "$release/SHA256SUMS") || {
  echo "container_root.sh: $release/SHA256SUMS does not name $name: build or download it" >&2
  exit 1
}
(cd "$release" && echo "$expected" | sha256sum -c -) || {
  echo "container_root.sh: $name is not what was released: build or download it again" >&2
  exit 1
}

mkdir -p "$root/data"
cp "$release/$name" "$root/app"
chmod 755 "$root/app"
# Each library where the executable looks for it: "libc.so.6 => /lib/…/libc.so.6 (0x…)", and the loader, which has no arrow.
for library in $(ldd "$root/app" | grep -o '/[^ ]*'); do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
