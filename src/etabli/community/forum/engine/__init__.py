"""What the answers to a question come to, and in which order they are read."""

from etabli.community.forum.engine.standing import (
    Answer as Answer,
    Standing as Standing,
    first_unread as first_unread,
    reading_order as reading_order,
    standing as standing,
)
