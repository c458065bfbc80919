"""What an event says and when it is; feeds of events, in and out; and which of two may be the same event."""

from etabli.community.agenda.engine.details import (
    MAX_DAYS as MAX_DAYS,
    Details as Details,
    Lack as Lack,
    Span as Span,
    SpanFault as SpanFault,
    lacks as lacks,
    span_of as span_of,
)
