#!/bin/sh
# One backup: the database whole while people work, then the files and the secret key. Kept for thirty days.
# Run by etabli-backup.timer, as the user etabli, with the settings of /etc/etabli.env.
set -eu
umask 077
to=${ETABLI_BACKUPS:-/var/lib/etabli-backups}
data=${ETABLI_DATA:?the data folder}
day=$(date +%F-%H%M%S)

case "${DATABASE_URL:-}" in
    postgres*)
        pg_dump --format=custom --file="$to/database-$day.dump.part" "$DATABASE_URL"
        pg_restore --list "$to/database-$day.dump.part" >/dev/null # it is whole
        mv "$to/database-$day.dump.part" "$to/database-$day.dump"
        ;;
    *)
        sqlite3 "$data/etabli.sqlite3" '.timeout 20000' ".backup '$to/database-$day.part'"
        sqlite3 "$to/database-$day.part" 'PRAGMA integrity_check;' | grep -qx ok
        mv "$to/database-$day.part" "$to/database-$day.sqlite3"
        ;;
esac
# The database first: a file that no row names harms nobody, a row whose file is missing does.
set -- secret_key
[ ! -d "$data/files" ] || set -- "$@" files
tar -C "$data" -czf "$to/files-$day.tar.gz.part" "$@"
mv "$to/files-$day.tar.gz.part" "$to/files-$day.tar.gz"
find "$to" -type f -mtime +30 -delete
