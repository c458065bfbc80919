"""What is read of mails that answer a post."""

import pytest

from etabli.community.forum.engine.mail_reply import read_reply
from tests.community.forum.engine import mails_held, mails_others, mails_programs
from tests.community.forum.engine.mail_building import Shape

MARKER = "Répondez au-dessus de cette ligne"
SHAPES = [*mails_programs.SHAPES, *mails_others.SHAPES, *mails_held.SHAPES]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_what_its_author_wrote(shape: Shape) -> None:
    reply = read_reply(shape.mail, marker=MARKER)
    assert (reply.kind, reply.text) == (shape.kind, shape.text)
    assert tuple(image.name for image in reply.images) == shape.images
