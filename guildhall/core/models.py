"""The one thing all rooms share a table for: what search can find."""

from typing import Any

import msgspec
from django.db import models


class ListField(models.JSONField):
    """A short list kept as JSON. Read by msgspec: Django's own reading was half the time of a page (2026-11)."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """A list, from the text that either database gives."""
        if value == "[]":  # two in three are
            return []
        if isinstance(value, str):
            return msgspec.json.decode(value)
        return super().from_db_value(value, expression, connection)


class SearchDocument(models.Model):
    """One thing that search can find. The words themselves lie in the full-text index beside this table."""

    id = models.BigIntegerField(primary_key=True)
    """A range of its own for each kind (`search.KINDS`), ordered so that what matters most comes first."""
    key = models.TextField()
    title = models.TextField()
    note = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.title


class SearchNames(models.Model):
    """Every known name of councils, suppliers and products, packed: what spelling help compares with."""

    id = models.SmallIntegerField(primary_key=True)
    version = models.TextField()
    """Changes with every load, so that a process knows its copy is old."""
    packed = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="search_names_is_one_row")]

    def __str__(self) -> str:
        return self.version
