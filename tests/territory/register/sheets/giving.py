"""A spreadsheet given in the browser by whoever is signed in, and what its page asks."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from etabli.territory.register.models import Import
from etabli.territory.register.tasks import import_sheet_now
from tests.armed import ArmedClient
from tests.territory.conftest import AT

HEADER = "SIRET;Entreprise;Métier;Adresse;CP;Commune;Téléphone;E-mail;Observations"
ROWS = (
    "84135128100016;LE FOURNIL;Boulangerie;;33390;Blaye;556000001;fournil@example.invalid;passée en mars",
    "85212149000019;CHEZ ZOÉ;Coiffure;3 rue des Lilas;33250;Pauillac;05 56 00 00 02;;",
    ";Garage du port;Garage;;33250;Pauillac;;garage@example.invalid;",
    ";Maçonnerie Exemple;Maçon;;33390;Blaye;;;",
    "84135128100017;FAUX;;;33390;Blaye;;;",
)


def given(client: ArmedClient, *rows: str, header: str = HEADER) -> Any:
    content = "\r\n".join([header, *rows]).encode("cp1252")
    return client.post("/registre/importer/", {"file": SimpleUploadedFile("liste.csv", content)})


def confirmed(client: ArmedClient, *rows: str, header: str = HEADER) -> Import:
    """Given, its columns left as they are guessed when they are asked for, and imported."""
    answer = given(client, *rows, header=header)
    if "tableaux" in answer.headers["Location"]:
        form = client.get(answer.headers["Location"]).context["form"]
        said = {name: field.initial for name, field in form.fields.items()}
        answer = client.post(answer.headers["Location"], said)
    done = Import.objects.latest("pk")
    assert answer.headers["Location"] == f"/registre/imports/{done.pk}/"
    assert client.get(answer.headers["Location"]).status_code == 200
    import_sheet_now(done.sheet.pk, AT)
    done.refresh_from_db()
    return done


def answers(client: ArmedClient, address: str, **more: str) -> dict[str, str]:
    """What the page proposes, and what somebody says otherwise."""
    form = client.get(address).context["form"]
    return {name: str(form[name].initial or "") for name in form.fields} | more
