"""What follows from the whole record: who is who, what was paid, what came of what, and what each market looks like.

Payments themselves stay in the register's own table: the site keeps their sums. As in `record`, every load replaces
all of it, and the loader leaves out rows that point nowhere.
"""

from django.db import models

from guildhall.core.models import ListField
from guildhall.rooms.contracts.models.record import Contract, Supplier, link
from guildhall.rooms.councils.models import Council


def maybe(to: type[models.Model], name: str) -> models.ForeignKey:
    """A foreign key that may be unknown; see `record.link`."""
    return models.ForeignKey(to, models.DO_NOTHING, related_name=name, db_constraint=False, null=True)


def pounds() -> models.DecimalField:
    """A sum of money, null when not known."""
    return models.DecimalField(max_digits=18, decimal_places=2, null=True)


class SupplierName(models.Model):
    """One spelling of a supplier, and why it was taken for that supplier."""

    supplier = link(Supplier, "spellings")
    name = models.TextField()
    company_number = models.CharField(max_length=16, blank=True)
    mentions = models.IntegerField(null=True)
    sources = ListField(default=list)
    score = models.FloatField(null=True)
    """How sure the joining is, 0 to 1."""
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Spend(models.Model):
    """What a council paid a supplier in a year that begins on 1 April; without a supplier, all others together."""

    council = maybe(Council, "spend")
    supplier = maybe(Supplier, "spend")
    year = models.IntegerField()
    payments = models.IntegerField(default=0)
    paid = pounds()
    explained = pounds()
    """Paid while a contract known here between the two was running."""
    perhaps_explained = pounds()
    """Paid while one may have been running."""
    first_paid_on = models.DateField(null=True)
    last_paid_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.paid} in {self.year}"


class Paid(models.Model):
    """What a contract's council paid its supplier, beside the contract."""

    contract = link(Contract, "paid")
    council = maybe(Council, "paid")
    supplier = maybe(Supplier, "paid")
    payments = models.IntegerField(default=0)
    paid = pounds()
    paid_in_term = pounds()
    paid_in_term_least = pounds()
    paid_after_end = pounds()
    """Later than three months after the last possible end."""
    paid_after_end_least = pounds()
    """The least of it that no other contract of the two can explain."""
    amount_kind = models.CharField(max_length=8, blank=True)
    """net or gross of VAT, or unknown."""
    last_end_on = models.DateField(null=True)
    first_paid_on = models.DateField(null=True)
    last_paid_on = models.DateField(null=True)
    run_rate_year = pounds()
    contracts_sharing = models.IntegerField(null=True)
    """Other contracts of the two that the same payments may be for."""
    covered_from_on = models.DateField(null=True)
    covered_until_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.paid} beside {self.contract_id}"


class Lineage(models.Model):
    """That a contract came of another (renewal_of), is the same (same_as), or hangs on it (call_off_of)."""

    child = link(Contract, "came_of")
    parent = link(Contract, "led_to")
    kind = models.CharField(max_length=16)
    score = models.FloatField(null=True)
    basis = models.CharField(max_length=1, blank=True)
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind} {self.parent_id}"


class Market(models.Model):
    """The market of a category in a scope: the country, a region, a kind of council."""

    category = models.CharField(max_length=40)
    scope = models.CharField(max_length=16)
    scope_key = models.CharField(max_length=80, blank=True)
    contracts = models.IntegerField(default=0)
    assessable = models.IntegerField(default=0)
    purchases = models.IntegerField(default=0)
    """Contracts of one exercise count as one; shares are shares of purchases."""
    councils = models.IntegerField(default=0)
    suppliers = models.IntegerField(default=0)
    value = pounds()
    valued = models.IntegerField(default=0)
    hhi_low = models.FloatField(null=True)
    hhi_high = models.FloatField(null=True)
    value_hhi_low = models.FloatField(null=True)
    value_hhi_high = models.FloatField(null=True)
    top_low = models.FloatField(null=True)
    top_high = models.FloatField(null=True)
    sme_low = models.FloatField(null=True)
    sme_high = models.FloatField(null=True)
    vcse_low = models.FloatField(null=True)
    vcse_high = models.FloatField(null=True)
    term_p10 = models.IntegerField(null=True)
    term_p50 = models.IntegerField(null=True)
    term_p90 = models.IntegerField(null=True)
    terms = models.IntegerField(default=0)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["category", "scope", "scope_key"], name="market_is_told_once")]

    def __str__(self) -> str:
        return f"{self.category} in {self.scope_key or self.scope}"


class MarketShare(models.Model):
    """A supplier's share of a market, between bounds."""

    category = models.CharField(max_length=40)
    scope = models.CharField(max_length=16)
    scope_key = models.CharField(max_length=80, blank=True)
    supplier = maybe(Supplier, "shares")
    supplier_name = models.TextField(blank=True)
    contracts = models.IntegerField(default=0)
    councils = models.IntegerField(default=0)
    value = pounds()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    value_low = models.FloatField(null=True)
    value_high = models.FloatField(null=True)
    last_won_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["category", "scope", "scope_key", "-contracts"], name="share_of_market")]

    def __str__(self) -> str:
        return f"{self.supplier_name}: {self.contracts}"


class Switch(models.Model):
    """That a council left one supplier or product for another, for the same need."""

    category = models.CharField(max_length=40, blank=True)
    council = maybe(Council, "switches")
    from_supplier = maybe(Supplier, "left")
    to_supplier = maybe(Supplier, "gained")
    from_product = models.TextField(blank=True)
    to_product = models.TextField(blank=True)
    from_contract = maybe(Contract, "left_for")
    to_contract = maybe(Contract, "came_from")
    on = models.DateField(null=True)
    basis = models.CharField(max_length=1, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["category", "-on"], name="switch_newest")]

    def __str__(self) -> str:
        return f"{self.from_product or self.from_supplier_id} to {self.to_product or self.to_supplier_id}"


class Likeness(models.Model):
    """A council like another in a named sense."""

    council = link(Council, "likenesses")
    other = link(Council, "likened_to")
    sense = models.CharField(max_length=32)
    rank = models.IntegerField()
    score = models.FloatField(null=True)
    why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.council_id} like {self.other_id}: {self.sense}"


class PortfolioFinding(models.Model):
    """What an indicator says of a council, a supplier or a category: `subject_id` is its code, id or key."""

    subject = models.CharField(max_length=16)
    subject_id = models.CharField(max_length=160)
    scope = models.TextField(blank=True)
    indicator = models.CharField(max_length=24)
    """Code of a question; with the scope `dimension`, what several questions are about (Time, Money …)."""
    status = models.CharField(max_length=16)
    value = models.TextField(blank=True)
    low = models.TextField(blank=True)
    high = models.TextField(blank=True)
    basis = models.CharField(max_length=4, blank=True)
    words = models.TextField(blank=True)
    inputs = ListField(default=list)
    missing = ListField(default=list)
    known = models.IntegerField(null=True)
    total = models.IntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="portfolio_finding_of"),
            models.Index(fields=["indicator", "status"], name="portfolio_finding_by"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} of {self.subject} {self.subject_id}: {self.status}"
