"""What a visitor looks for in the directory; what is wrong in an address asks for nothing."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from etabli.community.directory.engine import Choice
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune

# The facets: the name of each in the address, and in `Choice`.
FACETS = {
    "metier": "trade",
    "secteur": "sector",
    "langue": "language",
    "distance": "remote",
    "disponible": "available",
}
YES = "1"


class SearchForm(forms.Form):
    """Words and a place; the facets are links, kept beside."""

    q = forms.CharField(
        label=_("What do you look for?"),
        required=False,
        max_length=80,
        help_text=_("In your own words. For example: redo my site, photos, a logo, a name."),
    )
    commune = CommuneField(label=_("Near which commune?"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.full_clean()
        self.facets = {name: self.data[name][:60] for name in FACETS if self.data.get(name)}

    @property
    def place(self) -> Commune | None:
        commune: Commune | None = self.cleaned_data.get("commune")
        return commune

    @property
    def choice(self) -> Choice:
        of_facets: dict[str, Any] = {FACETS[name]: value for name, value in self.facets.items()}
        for name in ("remote", "available"):
            if name in of_facets:
                of_facets[name] = of_facets[name] == YES
        place = self.place.code if self.place else ""
        words = " ".join(self.cleaned_data.get("q", "").split())
        return Choice(words=words, place=place, **of_facets)

    @property
    def words(self) -> str:
        return self.choice.words

    @property
    def without_words(self) -> str:
        return self.query(q="")

    @property
    def without_place(self) -> str:
        return self.query(commune="")

    def query(self, **changes: str) -> str:
        """The address of this choice with some parts changed ("" takes one away); no page and no draw of before."""
        params = {
            "q": self.cleaned_data.get("q", ""),
            "commune": self.place.name if self.place else "",
            **self.facets,
            **changes,
        }
        kept = {name: value for name, value in params.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"
