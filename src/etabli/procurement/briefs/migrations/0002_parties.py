from django.db import migrations

from etabli.foundation.parties.upgrading import BATCH_SIZE, make_known, references

TEXT, NUMBER = "written_by", "written_by_id"


def convert_versions(state, schema_editor):
    """Each answer that a version holds says who wrote it."""
    rows = state.get_model("briefs.BriefVersion")._base_manager.order_by("pk")
    _convert(state, rows, ["content"])


def convert_entries(state, schema_editor):
    """The acts that took a project back to an earlier state keep its answers, with who wrote them."""
    rows = state.get_model("journal.Entry")._base_manager.filter(subject_type="briefs.brief").order_by("pk")
    _convert(state, rows.filter(before__has_key="answers"), ["before", "after"])


def _convert(state, rows, fields):
    former, number = state.get_model("parties.FormerKey")._base_manager, 0
    while batch := list(rows.filter(pk__gt=number)[:BATCH_SIZE]):
        number = batch[-1].pk
        answers = [answer for row in batch for name in fields for answer in _answers(getattr(row, name))]
        texts = {answer[TEXT] for answer in answers}
        make_known(state, texts)
        parties = dict(former.filter(key__in=texts).values_list("key", "party_id"))
        for answer in answers:
            answer[NUMBER] = parties[answer.pop(TEXT)]
        rows.model._base_manager.bulk_update(batch, fields, batch_size=200)


def _answers(kept):
    return [said for said in kept.get("answers", {}).values() if said and TEXT in said]


class Migration(migrations.Migration):
    """Who wrote in a project is a party, and no longer a text."""

    dependencies = [("parties", "0001_initial"), ("briefs", "0001_squashed"), ("people", "0002_parties")]

    operations = [
        *references("briefs.BriefAnswer", TEXT),
        *references("briefs.AdCorrection", TEXT),
        *references("briefs.BriefVersion", TEXT),
        *references("briefs.BriefComment", TEXT),
        migrations.RunPython(convert_versions, migrations.RunPython.noop),
        migrations.RunPython(convert_entries, migrations.RunPython.noop),
    ]
