#!/bin/sh
# Install Établi for real on Debian 13 (or Ubuntu 24.04), from the checkout that holds this script: packages, a system
# user, the database, the settings, the service, the nightly backup, the web server in front. docs/en/install-debian.md
# Safe to run again: what is there is kept (settings, database, certificate, web server's file), the rest is brought up to date.
set -eu

usage() {
    cat <<'END'
sudo scripts/install_debian.sh --domain NAME --chamber "NAME" --adviser ADDRESS --email-from ADDRESS [options]

  --domain NAME         the site's name: etabli.example.org
  --chamber NAME        the chamber of trades
  --adviser ADDRESS     the e-mail address of the first adviser
  --email-from ADDRESS  the address that mails come from
  --email-url URL       how mail leaves: smtp+tls://user@host:587 (its password: --email-password-file)
  --email-password-file FILE  copied to /etc/etabli/mail-password, for root and the service alone
  --database KIND       sqlite (by default) or postgresql
  --web KIND            nginx (by default), caddy, or none
  --certificate KIND    letsencrypt, or self-signed (by default: browsers warn of it)
  --port NUMBER         where Établi listens on the loopback (8000)
END
}

fail() {
    printf 'install_debian: %s\n' "$1" >&2
    exit 2
}

say() { printf '\n== %s\n' "$1"; }

domain='' chamber='' adviser='' email_from='' email_url='' email_password_file=''
database=sqlite web=nginx certificate=self-signed port=8000
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --domain | --chamber | --adviser | --email-from | --email-url | --email-password-file | --database | --web | --certificate | --port)
            [ $# -ge 2 ] || fail "$1 wants a value."
            name=$(printf '%s' "${1#--}" | tr - _)
            eval "$name=\$2"
            shift 2
            ;;
        *) fail "there is no option $1; --help shows them." ;;
    esac
done

code=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
data=/var/lib/etabli/data
settings=/etc/etabli.env
password=/etc/etabli/mail-password

[ "$(id -u)" = 0 ] || fail "run it as root: sudo $0 ..."
command -v apt-get >/dev/null || fail "this is for Debian and Ubuntu; elsewhere, docs/en/operations.md says what to do."
[ -n "$domain" ] || fail "--domain is missing: the site's name, for example etabli.example.org."
[ -n "$chamber" ] || fail "--chamber is missing: the name of the chamber of trades."
case $adviser in *@*.*) ;; *) fail "--adviser is missing: the e-mail address of the first adviser." ;; esac
case $email_from in *@*.*) ;; *) fail "--email-from is missing: the address that mails come from." ;; esac
case $domain in *[!a-zA-Z0-9.-]*) fail "--domain $domain is no name of a site." ;; esac
case $database in sqlite | postgresql) ;; *) fail "--database is sqlite or postgresql." ;; esac
case $web in nginx | caddy | none) ;; *) fail "--web is nginx, caddy or none." ;; esac
case $certificate in self-signed | letsencrypt) ;; *) fail "--certificate is self-signed or letsencrypt." ;; esac
case $port in '' | *[!0-9]*) fail "--port is a number." ;; esac
case $email_url in smtp://* | smtp+tls://* | smtps://*) ;; *)
    [ -e "$settings" ] || fail "--email-url is missing: smtp+tls://user@mail.example.org:587." ;;
esac
[ -z "$email_password_file" ] || [ -s "$email_password_file" ] || fail "--email-password-file $email_password_file: there is no such file, or it is empty."
case $code in /home/* | /root/*) fail "put the checkout in /srv/etabli: the service sees no home folder." ;; esac

packages='python3 python3-venv ca-certificates tesseract-ocr tesseract-ocr-fra'
[ "$database" = sqlite ] || packages="$packages postgresql postgresql-client"
[ "$web" = none ] || packages="$packages $web"
[ "$web" != nginx ] || packages="$packages openssl"
[ "$web-$certificate" != nginx-letsencrypt ] || packages="$packages certbot python3-certbot-nginx"

say 'Packages'
DEBIAN_FRONTEND=noninteractive apt-get update -q
# shellcheck disable=SC2086 # a list of words
DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $packages

say 'User and folders'
id etabli >/dev/null 2>&1 || useradd --system --home-dir /var/lib/etabli --shell /usr/sbin/nologin etabli
install -d -o etabli -g etabli -m 700 /var/lib/etabli "$data" /var/lib/etabli-backups
[ -e /var/lib/etabli-backups/erasures.jsonl ] || install -o etabli -g etabli -m 600 /dev/null /var/lib/etabli-backups/erasures.jsonl

say 'Database'
database_url=''
if [ "$database" = postgresql ]; then
    as_postgres() { su postgres -s /bin/sh -c "$1"; }
    [ ! -d /run/systemd/system ] || systemctl start postgresql
    [ "$(as_postgres "psql -Atc \"SELECT 1 FROM pg_roles WHERE rolname = 'etabli'\"")" = 1 ] || as_postgres 'createuser etabli'
    [ "$(as_postgres "psql -Atc \"SELECT 1 FROM pg_database WHERE datname = 'etabli'\"")" = 1 ] \
        || as_postgres 'createdb --owner=etabli --encoding=UTF8 --template=template0 etabli'
    database_url='postgresql:///etabli?host=/var/run/postgresql&user=etabli'
fi

say 'Settings'
keep_password() { # keep_password FILE: where the service may read it, whoever owns the file that was given
    install -d -o root -g etabli -m 750 "${password%/*}"
    [ "$1" -ef "$password" ] || install -o root -g etabli -m 640 "$1" "$password"
}
[ -z "$email_password_file" ] || keep_password "$email_password_file"
if [ -e "$settings" ]; then
    echo "$settings is kept as it is."
else
    umask 027
    {
        printf 'ETABLI_ENV=production\nETABLI_DATA=%s\n' "$data"
        printf 'ETABLI_BASE_URL=https://%s\nETABLI_ALLOWED_HOSTS=%s\n' "$domain" "$domain"
        printf 'ETABLI_EMAIL_FROM="%s"\nEMAIL_URL="%s"\n' "$email_from" "$email_url"
        [ -z "$email_password_file" ] || printf 'EMAIL_PASSWORD_FILE="%s"\n' "$password"
        [ -z "$database_url" ] || printf 'DATABASE_URL="%s"\n' "$database_url"
        printf 'ETABLI_BACKUPS=/var/lib/etabli-backups\n'
    } >"$settings"
    umask 022
    chown root:etabli "$settings"
    chmod 640 "$settings"
fi
grep -q '^ETABLI_READER=' "$settings" || printf 'ETABLI_READER=/run/etabli/reader.sock\n' >>"$settings"

say 'Python packages' # made by root: the service runs the code, and can't change it
set -a
. "$settings"
set +a
if [ -n "${EMAIL_PASSWORD_FILE:-}" ] && ! setpriv --reuid=etabli --regid=etabli --init-groups test -r "$EMAIL_PASSWORD_FILE"; then
    # Settings of an earlier version of this script: they name a file that only root may read.
    keep_password "$EMAIL_PASSWORD_FILE"
    sed -i "s|^EMAIL_PASSWORD_FILE=.*|EMAIL_PASSWORD_FILE=\"$password\"|" "$settings"
    EMAIL_PASSWORD_FILE=$password
fi
if [ -d /run/systemd/system ] && systemctl --quiet is-active etabli; then
    systemctl stop etabli # people see that it is closed for a moment; no old code meets a new database
fi
HOME=/root "$code/etabli" translations
"$code/.venv/bin/python" -m compileall -q "$code/src" "$code/.venv/lib" || true # an old package may hold a template that isn't Python

as_etabli() { setpriv --reuid=etabli --regid=etabli --init-groups env HOME=/var/lib/etabli "$code/etabli" "$@"; }

say 'Chamber'
cd "$code"
as_etabli manage migrate --verbosity 0
as_etabli manage set_up --chamber "$chamber" --adviser "$adviser"
as_etabli manage collectstatic --noinput --verbosity 0

say 'Service and nightly backup'
after=''
[ "$database" = sqlite ] || after=postgresql.service
placed() { # placed SOURCE TARGET: with the names of this installation
    sed -e "s|@CODE@|$code|g" -e "s|@PORT@|$port|g" -e "s|@AFTER@|$after|g" -e "s|@DOMAIN@|$domain|g" \
        -e "s|@CERTIFICATE@|${crt:-}|g" -e "s|@KEY@|${key:-}|g" -e "s|@TLS@|${tls:-}|g" "$code/scripts/debian/$1" >"$2"
}
for unit in etabli.service etabli-reader.socket etabli-reader@.service etabli-backup.service etabli-backup.timer; do
    placed "$unit" "/etc/systemd/system/$unit"
done
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload
    systemctl enable --quiet etabli.service etabli-reader.socket etabli-backup.timer
    systemctl start etabli-reader.socket etabli-backup.timer
    systemctl restart etabli.service
else
    echo 'systemd does not run here: the units are in place, and start with it.'
fi

say "Web server: $web"
if [ "$web" != none ]; then
    install -d /var/www
    as_etabli maintenance page >/var/www/etabli-closed.html
fi
if [ "$web" = nginx ] && [ ! -e /etc/nginx/sites-available/etabli ]; then
    crt=/etc/ssl/certs/etabli.pem key=/etc/ssl/private/etabli.key
    [ -e "$key" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=$domain" -addext "subjectAltName=DNS:$domain" \
        -keyout "$key" -out "$crt" 2>/dev/null
    chmod 600 "$key"
    placed nginx.conf /etc/nginx/sites-available/etabli
    ln -sf ../sites-available/etabli /etc/nginx/sites-enabled/etabli
    rm -f /etc/nginx/sites-enabled/default
    nginx -t
fi
if [ "$web" = caddy ] && ! grep -q 'Établi' /etc/caddy/Caddyfile; then
    tls=''
    [ "$certificate" = letsencrypt ] || tls='tls internal'
    placed Caddyfile /etc/caddy/Caddyfile
    caddy validate --config /etc/caddy/Caddyfile --adapter caddyfile
fi
if [ "$web" != none ] && [ -d /run/systemd/system ]; then systemctl restart "$web"; fi
if [ "$web-$certificate" = nginx-letsencrypt ]; then
    certbot --nginx --non-interactive --agree-tos --register-unsafely-without-email -d "$domain"
fi

say 'Done'
cat <<END
https://$domain answers once its name leads to this machine. $adviser signs in there with a code sent by e-mail.
The log: journalctl -u etabli. The settings: $settings, then systemctl restart etabli.
Is all well?  cd $code && sudo sh -c 'set -a; . $settings; setpriv --reuid=etabli --regid=etabli --init-groups ./etabli check'
END
