"""What the answers to a question come to, and whether a text tells who wrote it."""

from etabli.community.forum.engine.anonymity import telling_words as telling_words
from etabli.community.forum.engine.standing import (
    Answer as Answer,
    Standing as Standing,
    standing as standing,
)
