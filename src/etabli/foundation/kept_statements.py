"""Statements that are written once: to put one together costs Django ten times what a database takes to answer it."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql import Query

if TYPE_CHECKING:
    from django.db.models.sql.compiler import SQLCompiler

_MAX_BITS = 63  # of an integer that a database keeps


@dataclass(frozen=True)
class _Slot:
    """The place of a value among the parameters of a statement."""

    name: str
    field: "Field[Any, Any]"


class Given(Expression):
    """In a `KeptStatement`, a value that each use gives by this name."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (_Slot(self.name, self.output_field),)


class KeptStatement[Row]:
    """A query of rows whose SQL is written at its first use, once for each kind of database.

    What differs from one use to the next stands in it as `Given`; all else is as it was when the query was made, an
    instant too. For the pages that are visited most: elsewhere, a plain query.
    """

    def __init__(self, rows: QuerySet[Any, Row]) -> None:
        query = rows.query.chain(_KeptQuery)
        assert isinstance(query, _KeptQuery)
        query.written = {}
        self._rows, self._query = rows.all(), query

    def __call__(self, **given: Any) -> list[Row]:
        """The rows, read anew; none where a number is larger than any key, as Django answers: addresses may bear it."""
        if any(isinstance(value, int) and value.bit_length() > _MAX_BITS for value in given.values()):
            return []
        rows = self._rows.all()
        query = copy(self._query)
        query.given = given
        rows._query = query  # type: ignore[attr-defined]  # setting `query` would forget the shape of rows
        return list(rows)

    def first(self, **given: Any) -> Row | None:
        """The first row, or None; the others, if any, are read too."""
        return next(iter(self(**given)), None)

    def refresh(self, row: Model, **given: Any) -> None:
        """Bring the first row to `row`, with what it is related to: Django's `refresh_from_db`."""
        fresh = self.first(**given)
        if not isinstance(fresh, type(row)):
            raise ObjectDoesNotExist
        for field in row._meta.concrete_fields:
            setattr(row, field.attname, getattr(fresh, field.attname))
        row._state.fields_cache = fresh._state.fields_cache
        vars(row).pop("_prefetched_objects_cache", None)


@dataclass(frozen=True)
class _Written:
    compiler: "SQLCompiler"
    sql: str
    params: tuple[Any, ...]


class _KeptQuery(Query):
    written: dict[str, _Written]  # by kind of database; of all the copies of the query
    given: Mapping[str, Any]

    def get_compiler(self, using: str | None = None, connection: Any = None, elide_empty: bool = True) -> Any:
        """One that knows its SQL, and how to read the rows of this connection."""
        connection = connection or connections[using or ""]
        known = self.written.get(connection.vendor)
        if known is None:
            compiler = super().get_compiler(using, connection, elide_empty)
            sql, params = compiler.as_sql()
            known = self.written[connection.vendor] = _Written(compiler, sql, tuple(params))
        compiler = copy(known.compiler)
        compiler.connection = connection
        params = tuple(self._value(param, connection) for param in known.params)
        compiler.as_sql = lambda *_args, **_options: (known.sql, params)  # type: ignore[method-assign]  # its own copy
        return compiler

    def _value(self, param: Any, connection: Any) -> Any:
        if isinstance(param, _Slot):
            return param.field.get_db_prep_value(self.given[param.name], connection)
        return param
