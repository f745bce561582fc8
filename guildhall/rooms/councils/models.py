"""Councils as they were, are and will be, and how one passes into another."""

from django.db import models

from guildhall.core.models import ListField
from guildhall.engine import codes


class Council(models.Model):
    """A council. Facts from the register of councils by mySociety (CC-BY-4.0); sample councils are invented."""

    code = models.CharField(max_length=16, primary_key=True)
    slug = models.CharField(max_length=120)
    name = models.TextField()
    short_name = models.TextField(blank=True)
    names = ListField(default=list)
    """Known spellings and old names."""
    kind = models.CharField(max_length=8, choices=list(codes.COUNCIL_KINDS.items()))
    nation = models.TextField(blank=True)
    region = models.TextField(blank=True)
    county_code = models.CharField(max_length=16, blank=True)
    population = models.IntegerField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    gss = models.CharField(max_length=16, blank=True)
    lat = models.FloatField(null=True)
    long = models.FloatField(null=True)
    homepage = models.TextField(blank=True)
    hex_q = models.IntegerField(null=True)
    hex_r = models.IntegerField(null=True)
    is_sample = models.BooleanField(default=False)
    neighbours = ListField(default=list)
    contract_count = models.IntegerField(default=0)
    digital_count = models.IntegerField(default=0)
    """Digital contracts on the record and not known to have ended when the register was built."""

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["slug"], name="council_slug_is_its_own")]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_words(self) -> str:
        """`District`, `County` …, as a person says it."""
        return codes.COUNCIL_KINDS.get(self.kind, "Council")


class Succession(models.Model):
    """One council's passing into another: done, decided or only proposed."""

    predecessor = models.ForeignKey(Council, models.CASCADE, related_name="passes_into")
    successor = models.ForeignKey(Council, models.CASCADE, related_name="takes_over_from", null=True)
    successor_name = models.TextField(blank=True)
    area = models.TextField(blank=True)
    scenario = models.TextField(blank=True)
    status = models.CharField(max_length=8)
    vesting_on = models.DateField(null=True)
    shadow_on = models.DateField(null=True)
    whole = models.BooleanField(default=True)
    source = models.TextField(blank=True)

    class Meta:
        ordering = ["vesting_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["done", "decided", "proposed"]), name="succession_status_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} into {self.successor_id or self.successor_name}"
