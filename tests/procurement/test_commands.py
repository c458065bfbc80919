"""`etabli needs`, `anonymise` and `keywords`: one document on stdout, or one clear line on stderr and exit 2."""

import json
from pathlib import Path

import pytest

from etabli.procurement.briefs.command import main as anonymise, type_as_customers
from etabli.procurement.needs.command import main as needs


def test_list_gives_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert needs(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["number"] for row in rows] == sorted(row["number"] for row in rows)
    assert set(rows[0]) == {"id", "number", "chapter", "label", "question"}
    assert needs(["list"]) == 0
    assert "domain-owner" in capsys.readouterr().out


def test_recognise_gives_one_object_per_line_read_with_those_above(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lines.txt"
    file.write_bytes("\ufeffHébergement mutualisé\r\n12 mois\r\n\r\nNom de domaine .fr\r\n".encode())
    assert needs(["recognise", str(file), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["line"] for row in rows] == ["Hébergement mutualisé", "12 mois", "", "Nom de domaine .fr"]
    assert [[need["id"] for need in row["needs"]] for row in rows] == [
        ["hosting"],
        ["hosting"],
        [],
        ["domain-owner"],
    ]
    assert {need["polarity"] for row in rows for need in row["needs"]} == {"offered"}
    file.write_text("Textes remis par vos soins", "utf-8")
    assert needs(["recognise", str(file)]) == 0
    assert "texts (from_client)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("run", "argv", "content", "message"),
    [
        (needs, ["recognise", "FILE"], None, "No such file"),
        (needs, ["recognise", "FILE"], b"\xff\xfe", "UTF-8"),
        (needs, ["recognise"], None, "il manque"),
        (needs, ["guess"], None, "pas un choix possible"),
        (needs, [], None, "il manque"),
        (anonymise, ["FILE"], None, "No such file"),
        (anonymise, ["FILE"], b"{", "not JSON at line 1"),
        (anonymise, ["FILE"], b"[" * 100_000, "not JSON"),
        (anonymise, ["FILE"], b'{"outcome": "blog"}', "outcome is 'blog'"),
        (anonymise, ["FILE"], b'{"outcome": "site", "known": "Rose"}', "known is not an object"),
        (anonymise, ["FILE"], b'{"outcome": "site", "known": {"name": 3}}', "known.name is not a text"),
        (anonymise, [], None, "il manque"),
        (type_as_customers, ["FILE"], b'{"outcome": "site", "known": "Rose"}', "keywords : "),
    ],
)
def test_bad_input_gets_one_line_and_exit_2(run, argv, content, message, tmp_path, capsys) -> None:  # type: ignore[no-untyped-def]  # parametrised
    file = tmp_path / "in"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        run([str(file) if word == "FILE" else word for word in argv])
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert err.count("\n") == 1


def test_anonymise_gives_the_ad_and_what_was_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.json"
    needs_ = [
        {"id": "texts", "weight": "must", "answer": "Appelez M. Etcheverry au 06 12 34 56 78.", "note": ""}
    ]
    file.write_text(json.dumps({"title": "Mon site", "trade": "maçon", "outcome": "site", "needs": needs_}))
    assert anonymise([str(file), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert set(document["ad"]) == {"title", "text", "needs", "place"}
    assert {one["kind"]: one["text"] for one in document["removed"]} == {
        "name": "Etcheverry",
        "phone": "06 12 34 56 78",
    }
    assert "Etcheverry" not in json.dumps(document["ad"])
    assert anonymise([str(file)]) == 0
    assert "06 12 34 56 78 -> (téléphone retiré)" in capsys.readouterr().out
