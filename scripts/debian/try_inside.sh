#!/bin/sh
# The part of scripts/try_install.sh that runs in the clean system: the commands of the page, as its first administrator
# would type them. Changed in them are the address of the repository, the name of the site, the mail server, and the
# certificate, for which Let's Encrypt would have to know this name.
set -eu
export DEBIAN_FRONTEND=noninteractive
site=essai.example.org failed=0

told() { # told WHAT COMMAND...: one line, ok or FAILED
    what=$1
    shift
    if "$@"; then echo "ok      $what"; else
        echo "FAILED  $what"
        failed=$((failed + 1))
    fi
}
page() { curl --silent --insecure --max-time 60 --resolve "$site:443:127.0.0.1" --resolve "$site:80:127.0.0.1" "$@"; }
status_is() { # status_is CODE CURL-ARGUMENTS
    wanted=$1
    shift
    got=$(page --output /root/page --dump-header /root/head --write-out '%{http_code}' "$@" || true)
    case $got in $wanted) ;; *)
        echo "        $got instead of $wanted: $*"
        return 1 ;;
    esac
}
head_has() { grep -qi "$1" /root/head; }
page_has() { grep -q "$1" /root/page; }
page_block() { # page_block NUMBER: that block of commands of the page
    awk -v wanted="$1" '/^```/ { inside = !inside; number += inside; next } inside && number == wanted' "/root/published/$PAGE" |
        sed -e 's|apt-get install|apt-get install -q -y --no-install-recommends|' -e 's|git clone [^ ]*|git clone -q file:///root/published|' \
            -e "s|etabli\.example\.org|$site|" -e 's|smtp+tls://etabli@mail\.example\.org:587|smtp://etabli@127.0.0.1:2525|' \
            -e "s|--certificate letsencrypt|--certificate self-signed --database $DATABASE --web $WEB --port 8765|"
}
page_block 1 >/root/first.sh
page_block 2 >/root/well.sh
install_it() { sh -eu /root/then.sh; }
until_open() { # at most three minutes
    for _ in $(seq 90); do
        if [ "$(page --output /dev/null --write-out '%{http_code}' "https://$site/" || true)" = 200 ]; then return 0; fi
        sleep 2
    done
    return 1
}
check() { grep -v journalctl /root/well.sh | sh -eu; }
as_etabli() { sh -c 'set -a; . /etc/etabli.env; exec setpriv --reuid=etabli --regid=etabli --init-groups ./etabli "$@"' sh "$@"; }
sound() { # the clock and the worker give their first sign of life within two minutes
    for _ in $(seq 12); do
        if check >/root/check; then break; fi
        sleep 10
    done
    cat /root/check
    check >/dev/null
}

echo '-- the page, as far as the code'
sed '/^cd /,$d' /root/first.sh >/root/code.sh
sed '1,/^cd /d' /root/first.sh >/root/then.sh
head -1 /root/code.sh | sh -eu >/dev/null
git -C /root/published init -q
git -C /root/published add -A
git -C /root/published -c user.name=essai -c user.email=essai@example.org commit -q -m essai
told 'the code comes' sh -eu -c 'sed 1d /root/code.sh | sh -eu'
cd /srv/etabli

echo '-- without Python'
told 'no Python is here' sh -c '! command -v python3'
told 'the launcher says which package to install' sh -c './etabli check 2>&1 | grep -q "apt-get install python3-"'
told 'in English too' sh -c 'LANG=en_GB.UTF-8 ./etabli check 2>&1 | grep -q "pip is needed"'

echo '-- installing'
told 'a wrong option is refused in one line' sh -c 'scripts/install_debian.sh --domaine x 2>&1 | grep -q "there is no option"'
told 'installed' install_it
apt-get install -q -y --no-install-recommends curl >/dev/null
cat >/root/post.py <<'END'
import base64, re, socketserver, sys
(line,) = [line for line in open("/root/first.sh", encoding="utf-8") if line.startswith("echo ")]
SECRET = base64.b64encode(b"\0etabli\0" + re.search("'(.*)'", line)[1].encode())
class Post(socketserver.StreamRequestHandler):  # enough of a mail server for somebody who has the password
    def handle(self):
        self.wfile.write(b"220 essai\r\n")
        for line in self.rfile:
            word, _, rest = line.strip().partition(b" ")
            if word.upper() == b"EHLO":
                self.wfile.write(b"250-essai\r\n250 AUTH PLAIN\r\n")
            elif word.upper() == b"AUTH":
                self.wfile.write(b"235 ok\r\n" if rest.endswith(SECRET) else b"535 no\r\n")
            else:
                self.wfile.write(b"221 bye\r\n" if word.upper() == b"QUIT" else b"250 ok\r\n")
socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("127.0.0.1", 2525), Post).serve_forever()
END
systemd-run --quiet --unit=post python3 /root/post.py
echo "127.0.0.1 $site" >>/etc/hosts # as its name would lead here, with a certificate that is trusted
until_open || true
if [ "$WEB" = nginx ]; then certificate=/etc/ssl/certs/etabli.pem; else
    certificate=/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt
fi
cp "$certificate" /usr/local/share/ca-certificates/etabli.crt
update-ca-certificates >/dev/null

echo '-- people come'
told 'the site answers' until_open
told 'the first page, in French' status_is 200 "https://$site/"
told 'HSTS' head_has '^strict-transport-security: max-age=31536000'
told 'a strict policy for scripts' head_has "^content-security-policy:.*default-src 'none'"
sheet=$(grep -o '/static/[^"]*\.css' /root/page | head -1)
told 'the style sheet is there' status_is 200 "https://$site$sheet"
told 'and stays a year with the browser' head_has '^cache-control:.*immutable'
told 'cookies are for HTTPS alone' sh -c "curl -sk --resolve $site:443:127.0.0.1 -D - -o /dev/null https://$site/connexion/ | grep -i '^set-cookie: __Host-.*secure'"
told 'plain HTTP leads to HTTPS' status_is 30[18] "http://$site/"
told 'another name gets nothing' status_is 000 --resolve autre.example.org:443:127.0.0.1 https://autre.example.org/
told 'even when it asks our service itself' sh -c '[ "$(curl -s -o /dev/null -w "%{http_code}" -H "Host: autre.example.org" -H "X-Forwarded-Proto: https" http://127.0.0.1:8765/)" = 400 ]'
head -c 45000000 /dev/zero >/root/large
told 'what is too large gets our own page' status_is 413 --form file=@/root/large "https://$site/"
told 'which says what to do' page_has 'trop lourd pour nous'

echo '-- the machine'
told 'the units are sound' systemd-analyze verify /etc/systemd/system/etabli.service /etc/systemd/system/etabli-reader.socket /etc/systemd/system/etabli-backup.timer
systemd-analyze security --no-pager etabli.service | tail -1
told 'it does not run as root' sh -c '[ "$(stat -c %U /proc/$(systemctl show -p MainPID --value etabli))" = etabli ]'
told 'its code is not its own to change' sh -c '! setpriv --reuid=etabli --regid=etabli --init-groups test -w /srv/etabli/src/etabli/__main__.py'
told 'its settings are closed to others' sh -c '[ "$(stat -c %a:%U:%G /etc/etabli.env)" = 640:root:etabli ]'
told 'so is the password of its mail account' sh -c '[ "$(stat -c %a:%U:%G /etc/etabli/mail-password)" = 640:root:etabli ]'
told 'which stands in no setting' sh -c '! grep -q "$(cat /etc/etabli/mail-password)" /etc/etabli.env'
told 'the log names no error' sh -c '! journalctl -u etabli -o cat | grep -i "error\|traceback"'
told 'a backup is made' systemctl start etabli-backup.service
backup=$(ls /var/lib/etabli-backups/etabli-*.tar | head -1)
told 'it was tried, and can be again' as_etabli backup verify "$backup"
told 'and closed to others' sh -c '! ls -l /var/lib/etabli-backups | grep -v "^total" | grep -v "^-rw-------"'
told 'the list of erasures is beside it, and the service may add to it' sh -c '[ -f /var/lib/etabli-backups/erasures.jsonl ] && nsenter -m -t "$(systemctl show -p MainPID --value etabli)" test -w /var/lib/etabli-backups/erasures.jsonl'
told 'the next one is due' sh -c 'systemctl list-timers --no-pager | grep -q etabli-backup'
told 'the installation is sound' sound
told 'the mail server knows our password' grep -q '127.0.0.1:2525 répond\|127.0.0.1:2525 answers' /root/check
told 'what reads received files has a user of its own' grep -q 'Landlock [0-9]*, \(un utilisateur à part\|a user of its own\)' /root/check

echo '-- restored'
refused() { ! as_etabli "$@"; }
told 'not while it runs' refused restore "$backup"
systemctl stop etabli
told 'restored' as_etabli restore "$backup"
systemctl start etabli
told 'it answers' until_open
told 'and is sound' sound

echo '-- without its mail server'
systemctl stop post
not_sound() { ! check >/root/check; }
told 'without its mail server, it is not' not_sound
told 'and says which' grep -q '127.0.0.1:2525' /root/check

echo '-- closed, then open again'
systemctl stop etabli
told 'stopped, our words are shown' status_is 503 "https://$site/"
told 'in French' page_has 'Rien n’est perdu\|Rien n&#x27;est perdu'
systemctl start etabli
told 'it comes back' until_open
systemctl kill --signal=KILL --kill-whom=main etabli
told 'killed, it comes back by itself' until_open

echo '-- an older code'
as_service() { sh -c 'set -a; . /etc/etabli.env; exec setpriv --reuid=etabli --regid=etabli --init-groups "$@"' sh "$@"; }
row="INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_of_tomorrow', CURRENT_TIMESTAMP)"
sql() { # sql STATEMENT, in the database of the installation
    if [ "$DATABASE" = sqlite ]; then
        as_service python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])' \
            /var/lib/etabli/data/etabli.sqlite3 "$1"
    else
        as_service psql -q "postgresql:///etabli?host=/var/run/postgresql&user=etabli" -c "$1"
    fi
}
ended() { # ended: the service has given up, within a minute
    for _ in $(seq 30); do
        if systemctl is-failed --quiet etabli; then return 0; fi
        sleep 2
    done
    return 1
}
systemctl stop etabli
sql "$row"
began=@$(date +%s)
systemctl start etabli
said() { journalctl -u etabli -o cat --since "$began" >/root/said; }
told 'the database of a newer version is refused' ended
said
told 'in a sentence' grep -q 'people.9999_of_tomorrow' /root/said
told 'said once' sh -c '[ "$(grep -c people.9999_of_tomorrow /root/said)" = 1 ]'
told 'and without a traceback' sh -c '! grep -i traceback /root/said'
sql "DELETE FROM django_migrations WHERE name = '9999_of_tomorrow'"
systemctl reset-failed etabli
systemctl start etabli
told 'it comes back' until_open

echo '-- installed once more'
cp /etc/etabli.env /root/before.env
told 'again' install_it
told 'its settings are kept' cmp /etc/etabli.env /root/before.env
told 'it answers' until_open
echo '-- settings of an earlier version of the script'
install -m 600 /etc/etabli/mail-password /etc/etabli-mail-password
sed -i 's|^EMAIL_PASSWORD_FILE=.*|EMAIL_PASSWORD_FILE="/etc/etabli-mail-password"|' /etc/etabli.env
told 'installed over them' install_it
told 'the service may read its password' as_service test -r "$(sed -n 's/^EMAIL_PASSWORD_FILE="\(.*\)"/\1/p' /etc/etabli.env)"
told 'it answers' until_open

echo "$failed failed"
[ "$failed" = 0 ]
