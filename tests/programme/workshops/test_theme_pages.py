"""The catalogue, asking for a theme, writing one's own text, printing sheets."""

import copy
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.management import call_command
from django.test import Client

from etabli.foundation.people.models import Membership, Organisation
from etabli.programme.demand.models import Wish
from etabli.programme.workshops import actions
from etabli.programme.workshops.models import Session, Theme, ThemeVersion
from etabli.programme.workshops.themes import delivered_themes, queries
from etabli.programme.workshops.themes.engine import content_in
from etabli.programme.workshops.themes.forms import MAX_PARTS, MAX_SHEETS
from etabli.programme.workshops.themes.sheets import sheets_pdf
from tests import factories

AT = factories.AT
Make = Callable[..., Session]


def typed(content: dict[str, Any], language: str = "fr", **changes: Any) -> dict[str, Any]:
    """The form of a theme, as it stands, with some fields typed anew."""
    texts = content[language]
    data: dict[str, Any] = {
        "times_a_year": content["times_a_year"],
        "goals": "\n".join(texts["goals"]),
        "material": "\n".join(texts["material"]),
        "bring": texts["bring"],
    }
    for rank in range(MAX_PARTS):
        part = content["parts"][rank] if rank < len(content["parts"]) else {"minutes": "", "kind": "talk"}
        text = texts["programme"][rank] if rank < len(content["parts"]) else ""
        data |= {f"minutes_{rank}": part["minutes"], f"kind_{rank}": part["kind"], f"part_{rank}": text}
    for rank in range(MAX_SHEETS):
        sheet = (
            texts["sheets"][rank]
            if rank < len(texts["sheets"])
            else {"title": "", "opening": "", "items": []}
        )
        form = content["sheets"][rank] if rank < len(content["sheets"]) else "ticks"
        data |= {
            f"sheet_{rank}": sheet["title"],
            f"form_{rank}": form,
            f"opening_{rank}": sheet["opening"],
            f"items_{rank}": "\n".join(sheet["items"]),
        }
    return data | changes


def test_the_catalogue_is_filtered_by_level_and_says_the_next_date(client: Client, session: Session) -> None:
    page = client.get("/ateliers/themes/").content.decode()
    assert page.count('href="/ateliers/themes/') >= 12
    assert "prochaine" in page
    assert 'href="/prevenez-moi/"' in page
    asked = set(re.findall(r'href="/ateliers/themes/([^"/]+)/#ask"', page))
    assert asked
    assert session.theme_id not in asked
    second = client.get("/ateliers/themes/?niveau=2").content.decode()
    assert "Gérer un fichier clients".lower() in second.lower()
    assert session.theme.title not in second
    assert client.get("/ateliers/themes/?niveau=x").status_code == 200


def test_the_catalogue_costs_the_same_whatever_is_announced(
    make: Make, django_assert_num_queries: Any
) -> None:
    from etabli.foundation.people.viewer import Viewer

    for _number in range(3):
        make()
        with django_assert_num_queries(3):
            queries.catalogue(Viewer.nobody(), level=None, at=AT)


def test_a_theme_tells_its_half_day_and_its_dates(client: Client, session: Session, make: Make) -> None:
    other = make(theme="social")
    page = client.get("/ateliers/themes/visible/?commune=33314").content.decode()
    assert "Démonstration" in page
    assert f"/ateliers/{session.pk}/?commune=33314" in page
    assert f"/ateliers/{other.pk}/" not in page
    assert client.get("/ateliers/themes/absent/").status_code == 404


def test_a_sheet_is_a_pdf_with_its_lines(client: Client, chamber: Organisation, delivered: None) -> None:
    answer = client.get("/ateliers/themes/quotes/fiche-2.pdf")
    text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
    assert "Dix questions avant de signer" in text
    assert "Est-ce une location" in text
    assert client.get("/ateliers/themes/quotes/fiche-3.pdf").status_code == 404


@pytest.mark.parametrize("code", sorted(delivered_themes.delivered()))
def test_each_sheet_delivered_holds_on_one_page(code: str) -> None:
    content = content_in(delivered_themes.delivered()[code], "fr")
    made = sheets_pdf(content.title, "Chambre", content.sheets)
    assert len(pypdfium2.PdfDocument(made)) == len(content.sheets)


def test_a_visitor_asks_for_a_theme_without_a_name(client: Client, session: Session) -> None:
    answer = client.post("/ateliers/themes/photos/", {"commune": "Pauillac"}, follow=True)
    assert "notée" in answer.content.decode()
    wish = Wish.objects.get()
    assert (wish.theme_code, wish.person, wish.commune_id, wish.source) == (
        "photos",
        None,
        "33314",
        "catalogue",
    )


def test_a_contact_goes_with_a_name_and_counts_once(client: Client, session: Session) -> None:
    address, contact = "/ateliers/themes/photos/", {"contact": "dom@example.org"}
    refused = client.post(address, contact)
    assert not Wish.objects.exists()
    assert "dom@example.org" in refused.content.decode()
    for _time in range(2):
        shown = client.post(address, contact | {"name": "Dom"}, follow=True)
        assert "notée" in shown.content.decode()
    wish = Wish.objects.get()
    assert wish.person is not None
    assert wish.person.name == "Dom"


def test_a_chamber_writes_its_own_text(desk: Client, session: Session, neighbour: Membership) -> None:
    content = delivered_themes.delivered()["visible"]
    address = "/seances/themes/visible/ecrire/"
    seen = desk.post(address, typed(content, bring="Un sac.", see="1"))
    assert "Un sac." in seen.content.decode()
    assert not ThemeVersion.objects.exclude(chamber=None).exists(), "seen, and nothing kept"
    kept = desk.post(address, typed(content, bring="Un sac.", keep="1"), follow=True)
    assert kept.status_code == 200
    session.refresh_from_db()
    assert session.shown_content.bring == "Un sac."
    assert session.version is not None
    assert session.version.content["en"] == content["en"]
    story = desk.get("/seances/themes/visible/").content.decode()
    assert "votre texte" in story.lower()
    changed = desk.get(f"/seances/themes/visible/versions/{session.version.pk}/").content.decode()
    assert "<ins>Un sac.</ins>" in changed
    other = factories.become(Client(), membership=neighbour)
    assert other.get(f"/seances/themes/visible/versions/{session.version.pk}/").status_code == 404
    desk.post("/seances/themes/visible/texte-etabli/")
    session.refresh_from_db()
    assert session.shown_content.bring.startswith("Votre téléphone")


def test_the_parts_must_make_the_half_day(desk: Client, session: Session) -> None:
    content = delivered_themes.delivered()["visible"]
    page = desk.post(
        "/seances/themes/visible/ecrire/", typed(content, minutes_0=20, keep="1")
    ).content.decode()
    assert "3 h 20" in page.replace("\u00a0", " ")
    assert not ThemeVersion.objects.exclude(chamber=None).exists()


def test_what_a_workshop_never_goes_without_is_asked(desk: Client, session: Session) -> None:
    content = copy.deepcopy(delivered_themes.delivered()["visible"])
    content["parts"][4]["kind"] = "talk"
    page = desk.post("/seances/themes/visible/ecrire/", typed(content, see="1")).content.decode()
    assert "manque" in page


def test_a_text_in_english_leaves_the_french_one(desk: Client, session: Session) -> None:
    content = delivered_themes.delivered()["visible"]
    desk.post("/seances/themes/visible/ecrire/?texte=en", typed(content, "en", bring="A bag.", keep="1"))
    session.refresh_from_db()
    assert session.version is not None
    assert session.version.content["en"]["bring"] == "A bag."
    assert session.version.content["fr"] == content["fr"]


def test_a_theme_of_our_own(desk: Client, session: Session, neighbour: Membership) -> None:
    content = delivered_themes.delivered()["visible"]
    words = {"title": "Tailler la pierre, et le dire", "promise": "Une page.", "level": 2}
    desk.post("/seances/themes/nouveau/", typed(content, **words, keep="1"))
    theme = Theme.objects.get(chamber=session.chamber)
    assert (theme.title, theme.level) == ("Tailler la pierre, et le dire", 2)
    assert theme.title in desk.get("/seances/nouvelle/").content.decode()
    assert theme.title in Client().get("/ateliers/themes/").content.decode()
    other = factories.become(Client(), membership=neighbour)
    assert theme.title not in other.get("/seances/nouvelle/").content.decode()
    assert other.get(f"/seances/themes/{theme.pk}/ecrire/").status_code == 404
    desk.post(f"/seances/themes/{theme.pk}/proposer/")
    assert theme.title not in desk.get("/seances/nouvelle/").content.decode()
    assert theme.title in desk.get("/seances/themes/").content.decode()


def test_the_version_of_a_session_given_is_not_taken_back(
    make: Make, adviser: Any, chamber: Organisation
) -> None:
    from etabli.foundation.journal import CannotUndo, undo
    from etabli.foundation.journal.models import Entry

    make(starts_at=AT + timedelta(days=2))
    content = copy.deepcopy(delivered_themes.delivered()["visible"])
    content["fr"]["bring"] = "Rien."
    theme = Theme.objects.get(pk="visible")
    actions.write_version(theme=theme, chamber=chamber, content=content, by=adviser, at=AT)
    entry = Entry.objects.get(verb="workshops.write_theme")
    with pytest.raises(CannotUndo):
        undo(entry=entry, by=adviser, at=AT + timedelta(days=3))
    undo(entry=entry, by=adviser, at=AT + timedelta(days=1))
    assert Session.objects.get().shown_content.bring.startswith("Votre téléphone")


def test_the_sheets_of_a_session_come_in_as_many_copies(desk: Client, session: Session) -> None:
    assert "12" in desk.get(f"/seances/{session.pk}/fiches/").content.decode()
    made = desk.get(f"/seances/{session.pk}/fiches/?copies=3").content
    assert len(pypdfium2.PdfDocument(made)) == 3 * len(session.shown_content.sheets)
    refused = desk.get(f"/seances/{session.pk}/fiches/?copies=900")
    assert refused.headers["Content-Type"].startswith("text/html")


def test_the_command_says_how_many_themes_hold(delivered: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_themes")
    assert "12" in capsys.readouterr().out
