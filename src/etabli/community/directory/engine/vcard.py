"""A business card as address books read it (vCard 4.0, RFC 6350)."""

from collections.abc import Sequence

_LINE = 75  # octets of a line before it is folded


def vcard(
    *, name: str, title: str, url: str, note: str = "", website: str = "", email: str = "", phone: str = "",
    languages: Sequence[str] = (), skills: Sequence[str] = (),
) -> str:  # fmt: skip
    """The card of what is given; what is empty is left out. `url` is the address of the page that it comes from."""
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{_text(name)}", f"TITLE:{_text(title)}"]
    properties = (
        ("NOTE", _text(note)),
        ("EMAIL", _text(email)),
        ("TEL;VALUE=text", _text(phone)),
        ("URL", website),
    )
    lines += [f"{label}:{value}" for label, value in properties if value]
    lines += [f"LANG;PREF={rank}:{code}" for rank, code in enumerate(languages, 1)]
    if skills:
        lines.append("CATEGORIES:" + ",".join(map(_text, skills)))
    lines += [f"SOURCE:{url}", "END:VCARD"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _text(value: str) -> str:
    bare = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return bare.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Cut after at most 75 octets, never within a character."""
    parts, size = [""], 0
    for sign in line:
        weight = len(sign.encode())
        if size + weight > _LINE:
            parts.append("")
            size = 1
        parts[-1] += sign
        size += weight
    return "\r\n ".join(parts)
