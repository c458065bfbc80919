"""From a mail that answers a post to what its author wrote."""

from etabli.community.forum.engine.mail_reply.reading import (
    MAX_BYTES as MAX_BYTES,
    MAX_IMAGES as MAX_IMAGES,
    MAX_TEXT as MAX_TEXT,
    Image as Image,
    Kind as Kind,
    MailReply as MailReply,
    read_reply as read_reply,
)
