from etabli.foundation.people.visibility import Visible, either, its_party, its_person, staff


def _of(reading: str = "") -> Visible:
    """The artisan always, the staff of their chamber what was shown to them, a browser what it holds."""
    path = f"{reading}__" if reading else ""
    shown = {f"{path}shared_at__isnull": False}
    return either(its_person(f"{path}person"), staff(f"{path}chamber", **shown), its_party(f"{path}holder"))


VISIBLE = {
    "quotes.QuoteReading": _of(),
    "quotes.FurtherFile": _of("reading"),
    "quotes.Correction": _of("reading"),
    "quotes.Dismissal": _of("reading"),
}
