"""How the database is emptied after a test that commits what it writes."""

from django.db import connection, transaction
from django.test import TransactionTestCase

from etabli.foundation.parties.models import Party

KEPT = {"auth_permission", "django_content_type"}  # the same rows as long as the models are


def empty(_case: TransactionTestCase | None = None) -> None:
    """Delete the rows of the tables that hold some, then make the permanent ones again.

    In the place of Django's own way, which truncates each table, full or not, and writes the content types and
    permissions of all models anew: half a second of processor time on PostgreSQL.
    """
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    names = {table: connection.ops.quote_name(table) for table in sorted({*tables} - KEPT)}
    held = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})" for table, name in names.items())
    # The constraints are asked at the end: whichever table comes first.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(held))
        for [table] in cursor.fetchall():
            cursor.execute(f"DELETE FROM {names[table]}")
    Party.objects.make_permanent()
