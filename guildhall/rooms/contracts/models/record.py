"""The register as the site keeps it: replaced whole by each load, never written to by anything else.

Keys are the same at every load: a contract's key is made from its `contract_id`, so that later tables can point at it.
The long tables (claims, findings, the links) leave the check of their foreign keys to the loader, which refuses rows
that point nowhere: a database checking five million of them again took longer than the load itself (2026-11).
"""

from django.db import models

from guildhall.core.models import ListField
from guildhall.rooms.councils.models import Council


def link(to: type[models.Model] | str, name: str) -> models.ForeignKey:
    """A foreign key of a long table; see the module's first words."""
    return models.ForeignKey(to, models.DO_NOTHING, related_name=name, db_constraint=False)


class Register(models.Model):
    """The register that the site shows now: one row."""

    id = models.SmallIntegerField(primary_key=True)
    digest = models.TextField()
    """Of the register's manifest and tables: a load of the same register is skipped."""
    built_at = models.DateTimeField(null=True)
    loaded_at = models.DateTimeField()
    is_sample = models.BooleanField()
    contract_count = models.IntegerField()
    manifest = models.JSONField(default=dict)
    radar = models.BinaryField(default=b"")
    """The radar's index, packed (`queries.index`): what 200,000 contracts need to be filtered and counted at once."""
    market = models.BinaryField(default=b"")
    """Contracts as the engine's markets see them, packed (`queries.scope`): for areas that no table was made for."""

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="register_is_one_row")]

    def __str__(self) -> str:
        return f"Register of {self.built_at:%d %B %Y}" if self.built_at else "Register"


class Supplier(models.Model):
    """Who is paid to do it, under every name that linkage put together."""

    id = models.BigIntegerField(primary_key=True)
    supplier_id = models.TextField()
    slug = models.CharField(max_length=200)
    name = models.TextField()
    names = ListField(default=list)
    company_number = models.CharField(max_length=16, blank=True)
    ids = ListField(default=list)
    size = models.TextField(blank=True)
    vcse = models.BooleanField(null=True)
    group_id = models.TextField(blank=True, db_index=True)
    group_name = models.TextField(blank=True)
    """The group of firms it belongs to; empty where nobody knows."""
    group_why = models.TextField(blank=True)
    contract_count = models.IntegerField(default=0)
    council_count = models.IntegerField(default=0)

    class Meta:
        ordering = ["-contract_count", "name"]
        constraints = [
            models.UniqueConstraint(fields=["supplier_id"], name="supplier_id_is_its_own"),
            models.UniqueConstraint(fields=["slug"], name="supplier_slug_is_its_own"),
        ]
        indexes = [models.Index(fields=["-contract_count", "name"], name="supplier_by_contracts")]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A named thing that councils run."""

    id = models.BigIntegerField(primary_key=True)
    product_id = models.TextField()
    slug = models.CharField(max_length=200)
    name = models.TextField()
    supplier_name = models.TextField(blank=True)
    category = models.CharField(max_length=40, blank=True)
    contract_count = models.IntegerField(default=0)
    council_count = models.IntegerField(default=0)

    class Meta:
        ordering = ["-council_count", "name"]
        constraints = [
            models.UniqueConstraint(fields=["product_id"], name="product_id_is_its_own"),
            models.UniqueConstraint(fields=["slug"], name="product_slug_is_its_own"),
        ]

    def __str__(self) -> str:
        return self.name


class Contract(models.Model):
    """What a council agreed with a supplier, as resolved from all claims. Unknown is null or empty, never a guess."""

    id = models.BigIntegerField(primary_key=True)
    contract_id = models.TextField()
    council = models.ForeignKey(Council, models.PROTECT, related_name="contracts", null=True)
    """The lead council; null when the buyer is no council."""
    council_codes = ListField(default=list)
    council_name = models.TextField(blank=True)
    buyer_name = models.TextField(blank=True)
    title = models.TextField(blank=True)
    description = models.TextField(blank=True)
    category = models.CharField(max_length=40, blank=True)
    category_why = models.TextField(blank=True)
    is_digital = models.BooleanField(null=True)
    supplier_names = ListField(default=list)
    supplier_ids = ListField(default=list)
    product_names = ListField(default=list)
    starts_on = models.DateField(null=True)
    first_ends_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    ends_earliest_on = models.DateField(null=True)
    ends_latest_on = models.DateField(null=True)
    last_end_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    signed_on = models.DateField(null=True)
    awarded_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    extension = models.CharField(max_length=16, blank=True)
    extension_text = models.TextField(blank=True)
    options = ListField(default=list)
    options_taken = ListField(default=list)
    notice_days = models.IntegerField(null=True)
    notice_months = models.IntegerField(null=True)
    renewal_mode = models.CharField(max_length=8, blank=True)
    next_route = models.CharField(max_length=24, blank=True)
    """How the council plans to buy it again."""
    start_by_on = models.DateField(null=True)
    notice_by_on = models.DateField(null=True)
    decide_by_on = models.DateField(null=True)
    decide_by_earliest_on = models.DateField(null=True)
    decide_by_latest_on = models.DateField(null=True)
    decide_missing = ListField(default=list)
    value_net = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    value_gross = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    value_year = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    value_year_is_worked_out = models.BooleanField(default=False)
    """From value and term, where no document states a yearly sum."""
    currency = models.CharField(max_length=8, blank=True)
    route = models.CharField(max_length=24, blank=True)
    rationale = ListField(default=list)
    rationale_text = models.TextField(blank=True)
    regime = models.CharField(max_length=8, blank=True)
    status = models.CharField(max_length=12, blank=True)
    is_framework = models.BooleanField(null=True)
    special_regime = ListField(default=list)
    main_category = models.CharField(max_length=24, blank=True)
    cpv = ListField(default=list)
    bids = models.IntegerField(null=True)
    criticality = models.IntegerField(null=True)
    mobilise_months = models.IntegerField(null=True)
    disputed = ListField(default=list)
    ocids = ListField(default=list)
    sources = ListField(default=list)
    first_seen_on = models.DateField(null=True)
    last_seen_on = models.DateField(null=True)
    first_published_on = models.DateField(null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contract_id"], name="contract_id_is_its_own")]

    def __str__(self) -> str:
        return self.title or self.contract_id


class ContractSupplier(models.Model):
    """That a contract is with a supplier; a joint award has several."""

    contract = link(Contract, "with_suppliers")
    supplier = link(Supplier, "in_contracts")

    def __str__(self) -> str:
        return f"{self.contract_id} with {self.supplier_id}"


class ContractProduct(models.Model):
    """That a contract is for a product."""

    contract = link(Contract, "for_products")
    product = link(Product, "in_contracts")

    def __str__(self) -> str:
        return f"{self.contract_id} for {self.product_id}"


class Observation(models.Model):
    """A public sign that a council runs a product, whatever its contracts say."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="observations")
    product = models.ForeignKey(Product, models.CASCADE, related_name="observations", null=True)
    product_name = models.TextField()
    service_area = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    url = models.TextField(blank=True)
    seen_on = models.DateField(null=True)
    source = models.TextField(blank=True)
    document = models.TextField(blank=True)

    class Meta:
        ordering = ["service_area", "product_name", "id"]

    def __str__(self) -> str:
        return f"{self.council_id} runs {self.product_name}"


class Document(models.Model):
    """A notice, a file or a page that claims were read from."""

    source = models.TextField()
    name = models.TextField(blank=True)
    url = models.TextField(blank=True)
    seen_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """One value for one field of a contract, from one place in one document."""

    contract = link(Contract, "claims")
    document = models.ForeignKey(
        Document, models.DO_NOTHING, related_name="claims", db_constraint=False, db_index=False
    )
    field = models.CharField(max_length=32)
    value = models.TextField(blank=True)
    basis = models.CharField(max_length=1)
    path = models.TextField(blank=True)
    state = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"


class Notice(models.Model):
    """A notice about a purchase, as a public service published it."""

    notice_id = models.TextField()
    ocid = models.TextField(blank=True)
    source = models.TextField()
    kind = models.CharField(max_length=24)
    published_on = models.DateField(null=True)
    title = models.TextField(blank=True)
    url = models.TextField(blank=True)
    buyer_name = models.TextField(blank=True)
    council_codes = ListField(default=list)

    class Meta:
        indexes = [models.Index(fields=["-published_on", "id"], name="notice_newest")]

    def __str__(self) -> str:
        return self.title or self.notice_id


class NoticeContract(models.Model):
    """That a notice speaks of a contract."""

    notice = link(Notice, "of_contracts")
    contract = link(Contract, "in_notices")

    def __str__(self) -> str:
        return f"{self.notice_id} on {self.contract_id}"


class Finding(models.Model):
    """What an indicator says of a contract, with bounds, basis and words."""

    contract = link(Contract, "findings")
    indicator = models.CharField(max_length=8)
    status = models.CharField(max_length=16)
    value = models.TextField(blank=True)
    low = models.TextField(blank=True)
    high = models.TextField(blank=True)
    basis = models.CharField(max_length=4, blank=True)
    words = models.TextField(blank=True)
    inputs = ListField(default=list)
    missing = ListField(default=list)
    quote = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.indicator}: {self.status}"


class Issue(models.Model):
    """One thing wrong with the input: where, what, and what was done about it."""

    file = models.TextField()
    row = models.TextField(blank=True)
    severity = models.CharField(max_length=8)
    code = models.CharField(max_length=60)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["code", "file"], name="issue_by_code")]

    def __str__(self) -> str:
        return self.reason


class CoverageRow(models.Model):
    """x of y: what is known of a source, council or field, what arrived, what was expected, what is odd."""

    scope = models.CharField(max_length=12)
    key = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    known = models.IntegerField()
    total = models.IntegerField()
    words = models.TextField(blank=True)
    state = models.CharField(max_length=8, blank=True)
    """`kept`, `odd` or `unknown`, where something was expected of it."""
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["scope", "key"], name="coverage_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(known__gte=0, known__lte=models.F("total")), name="coverage_known_is_within_total"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.measure}: {self.known} of {self.total}"


class Change(models.Model):
    """Something new on the record: a contract, an end that moved, a notice."""

    on = models.DateField(null=True)
    kind = models.CharField(max_length=16)
    council = models.ForeignKey(Council, models.CASCADE, related_name="changes", null=True)
    contract_id = models.TextField(blank=True)
    """Of the contract it concerns, where one is known. Text, because a later load may no longer hold it."""
    words = models.TextField()
    source = models.TextField(blank=True)
    url = models.TextField(blank=True)

    class Meta:
        ordering = ["-on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["new_contract", "moved_end", "new_notice"]), name="change_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.words
