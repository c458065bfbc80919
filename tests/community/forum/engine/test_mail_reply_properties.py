"""What holds of any mail, whatever is in it."""

import random

from hypothesis import given, strategies as st

from etabli.community.forum.engine.mail_reply import MAX_IMAGES, MAX_TEXT, Kind, MailReply, read_reply
from tests.community.forum.engine import mails_others, mails_programs
from tests.community.forum.engine.mail_building import (
    alternative,
    html_part,
    image_part,
    mail,
    multipart,
    text_part,
)

SMALL = [shape.mail for shape in [*mails_programs.SHAPES, *mails_others.SHAPES] if len(shape.mail) < 100_000]
_PIECES_TEXT = """
\n \r\n > >> -- <div> </div> <p> <blockquote> <pre> <li> <ul> <a href="x"> <table><td> <!-- --> <![ &gt; &#0; \x00 \xa0
De : Envoyé : Objet : Le 3 mars 2027 à 10:12, a écrit : Cordialement, Merci 05 56 00 00 00 x@y.fr @ : = ; [cid:a]
Content-Type: multipart/mixed; boundary=a --a --a-- text/html charset=utf-16 Content-Transfer-Encoding: base64 =E9
Envoyé de mon iPhone Ce message est confidentiel destinataire ________ Subject: From: =?utf-8?Q?=?= \ud83d é 🙂
"""
PIECES = _PIECES_TEXT.split(" ")
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)
# Words that open nothing, close nothing and introduce nothing.
_WORDS_TEXT = "le pain, est bon; avec du beurre (salé) et 12 noix… Été œuf 3,5 l’an"
WORDS = st.lists(st.sampled_from(_WORDS_TEXT.split()), min_size=3, max_size=9)
WRITTEN = st.lists(WORDS.map(lambda words: "Voyez " + " ".join(words) + " ici."), min_size=1, max_size=6)
QUOTED = st.lists(LETTERS, min_size=1, max_size=6)
INTRODUCTIONS = st.sampled_from(
    [
        "Le 03/03/2027 à 10:12, Forum a écrit :",
        "Le mer. 3 mars 2027 à 10:12, Forum <\nf@exemple.fr> a écrit :",
        "On Wed, Mar 3, 2027 at 10:12 AM Forum <f@exemple.fr> wrote:",
        "-----Message d'origine-----\nDe : Forum <f@exemple.fr>\nEnvoyé : mercredi 3 mars 2027 10:12\nObjet : Re: x",
        "________________________________\nDe : Forum <f@exemple.fr>\nEnvoyé : mercredi 3 mars 2027\nÀ : y\nObjet : x",
        "",
    ]
)


def assert_sound(reply: MailReply) -> None:
    assert len(reply.text) <= MAX_TEXT
    assert len(reply.images) <= MAX_IMAGES
    assert all(image.name and image.content for image in reply.images)
    assert (reply.kind == Kind.REPLY) == bool(reply.text)
    assert not any(line.lstrip().startswith(">") for line in reply.text.split("\n"))
    assert "\n\n\n" not in reply.text
    assert "\x00" not in reply.text
    reply.text.encode("utf-8")


@given(st.binary(max_size=600))
def test_any_bytes_are_read(octets: bytes) -> None:
    assert_sound(read_reply(octets))
    assert_sound(read_reply(b"From: a@exemple.fr\nContent-Type: text/html\n\n" + octets))


@given(
    st.lists(st.sampled_from(PIECES), max_size=60),
    st.sampled_from(["", " ", "\n"]),
    st.sampled_from(["", "html"]),
)
def test_any_pieces_of_mails_are_read(pieces: list[str], glue: str, subtype: str) -> None:
    octets = glue.join(pieces).encode("utf-8", "surrogatepass")
    assert_sound(read_reply(octets))
    head = "From: a@exemple.fr\nContent-Type: text/" + (subtype or "plain") + "; charset=utf-8\n\n"
    assert_sound(read_reply(head.encode() + octets))


@given(st.integers(0, 2**32))
def test_mails_with_bytes_changed_lost_and_exchanged_are_read(seed: int) -> None:
    chance = random.Random(seed)
    octets = bytearray(chance.choice(SMALL))
    for _ in range(chance.randint(1, 30)):
        at = chance.randrange(len(octets))
        change = chance.randrange(4)
        if change == 0:
            octets[at] = chance.randrange(256)
        elif change == 1:
            del octets[at : at + chance.randint(1, 40)]
        else:
            other = chance.choice(SMALL)
            start = chance.randrange(len(other))
            octets[at:at] = other[start : start + chance.randint(1, 60)]
        if not octets:
            octets += b"x"
    assert_sound(read_reply(bytes(octets)))


@given(WRITTEN, INTRODUCTIONS, QUOTED, WRITTEN, st.booleans())
def test_what_is_written_around_a_quotation_is_kept(
    above: list[str], introduction: str, quoted: list[str], below: list[str], is_answered_below: bool
) -> None:
    marked = "\n".join(f"> {line}" for line in quoted)
    text = "\n\n".join(above) + f"\n\n{introduction}\n\n{marked}\n"
    expected = "\n\n".join(above)
    if is_answered_below:
        text += "\n" + "\n\n".join(below) + "\n"
        expected += "\n\n" + "\n\n".join(below)
    reply = read_reply(mail(text_part(text, encoding="base64")))
    assert reply.text == expected


@given(WRITTEN, INTRODUCTIONS.filter(bool), QUOTED)
def test_what_is_written_above_an_unmarked_quotation_is_kept_and_nothing_of_it(
    above: list[str], introduction: str, quoted: list[str]
) -> None:
    text = "\n\n".join(above) + f"\n\n{introduction}\n\nSecret\n" + "\n".join(quoted)
    assert read_reply(mail(text_part(text, encoding="base64"))).text == "\n\n".join(above)


@given(WRITTEN, QUOTED)
def test_html_and_plain_say_the_same(above: list[str], quoted: list[str]) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in above)
    hidden = "".join(f"<div>{line.replace('&', '').replace('<', '')}</div>" for line in quoted)
    both = alternative("\n\n".join(above), f"{paragraphs}<blockquote type=cite>{hidden}</blockquote>")
    alone = mail(html_part(f"{paragraphs}<blockquote type=cite>{hidden}</blockquote>"))
    assert read_reply(both).text == read_reply(alone).text == "\n\n".join(above)


def test_a_long_text_and_many_images_are_cut_and_it_is_said() -> None:
    parts = [text_part("mot " * 20_000), *(image_part(f"{number}.png") for number in range(MAX_IMAGES + 3))]
    reply = read_reply(mail(multipart("mixed", *parts)))
    assert_sound(reply)
    assert (reply.is_cut, reply.images_left_out, len(reply.images)) == (True, 3, MAX_IMAGES)


def test_multiparts_within_multiparts_without_end_are_not_read() -> None:
    octets = b"From: a@exemple.fr\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(3_000)
    )
    assert read_reply(octets).kind == Kind.UNREADABLE


def test_the_name_of_a_picture_is_a_name() -> None:
    reply = read_reply(mail(multipart("mixed", text_part("Voici."), image_part("../../etc/y.png"))))
    assert [image.name for image in reply.images] == ["y.png"]
