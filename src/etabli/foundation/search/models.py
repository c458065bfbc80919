"""The index: plain tables and an indexed column, so that both databases answer alike."""

from django.db import models


class SearchEntry(models.Model):
    """One thing that can be found, with what is shown of it and who owns it."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    chamber_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title


class Posting(models.Model):
    """One word of one entry; `weight` is larger for the words of its title."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="postings")
    word = models.CharField(max_length=40)
    weight = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["word", "entry"], name="posting_by_word")]
        constraints = [models.UniqueConstraint(fields=["entry", "word"], name="posting_once")]

    def __str__(self) -> str:
        return self.word


class Word(models.Model):
    """The vocabulary: each word that some entry has held."""

    text = models.CharField(max_length=40, unique=True)

    def __str__(self) -> str:
        return self.text
