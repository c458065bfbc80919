"""Django's SQLite, which never takes an empty file for the database: `ENGINE` names this package."""

ABSENT = "the database file is absent"  # how its error begins
