#!/bin/sh
# Try the page docs/en/install-debian.md as it is written, on a clean Debian: a minimal system in a folder, booted with its
# own systemd, where its commands run one after the other; then what is installed is asked for pages, stopped, backed up,
# installed again.
#
#   sudo scripts/try_install.sh [sqlite|postgresql] [nginx|caddy] [FOLDER] [PAGE]
#
# Needs root, debootstrap and systemd-nspawn (apt-get install debootstrap systemd-container), 3 GB in FOLDER, ports 80, 443
# and 8765 free. Not for the tests of every day: it takes about ten minutes, most of it packages that come in.
set -eu

database=${1:-sqlite} web=${2:-nginx} folder=${3:-/var/tmp/etabli-try} page=${4:-docs/en/install-debian.md}
code=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
base=$folder/base system=$folder/$database-$web
[ "$(id -u)" = 0 ] || { echo 'try_install: run it as root.' >&2; exit 2; }
mkdir -p "$folder"

if [ ! -e "$base/made" ]; then
    rm -rf "$base"
    debootstrap --variant=minbase --include=ca-certificates,systemd,systemd-sysv,iproute2,sudo trixie "$base"
    touch "$base/made"
fi
rm -rf "$system"
cp -a "$base" "$system"
cp /etc/resolv.conf "$system/etc/resolv.conf"
cp /etc/ssl/certs/ca-certificates.crt "$system/etc/ssl/certs/" # the authorities of this machine: a mirror may have its own
cp -R /usr/local/share/ca-certificates/. "$system/usr/local/share/ca-certificates/"
mkdir -p "$system/root/published"
git -C "$code" ls-files -z | tar -C "$code" --null -T - -cf - | tar -xf - -C "$system/root/published"
chown -R root:root "$system/root/published"
cp "$code/scripts/debian/try_inside.sh" "$system/root/"
printf 'DATABASE=%s\nWEB=%s\nPAGE=%s\n' "$database" "$web" "$page" >"$system/root/asked"
cat >"$system/etc/systemd/system/etabli-try.service" <<'END'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
EnvironmentFile=/root/asked
Environment=HOME=/root
ExecStart=/bin/sh -c '/bin/sh /root/try_inside.sh >/root/try.log 2>&1; echo $? >/root/try.code'
ExecStopPost=/bin/systemctl poweroff --no-block
[Install]
WantedBy=multi-user.target
END
ln -sf ../etabli-try.service "$system/etc/systemd/system/multi-user.target.wants/etabli-try.service"

timeout 1800 systemd-nspawn --quiet --register=no --keep-unit --directory="$system" --boot >"$folder/boot.log" 2>&1 || true
cat "$system/root/try.log"
code=$(cat "$system/root/try.code" 2>/dev/null || echo 1)
[ "$code" != 0 ] || rm -rf "$system"
exit "$code"
