"""What the answers to a question come to, in which order they are read, and whether a text tells who wrote it."""

from etabli.community.forum.engine.anonymity import telling_words as telling_words
from etabli.community.forum.engine.standing import (
    Answer as Answer,
    Standing as Standing,
    first_unread as first_unread,
    reading_order as reading_order,
    standing as standing,
)
