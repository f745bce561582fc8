"""Payments summed by council, supplier, year and span: the one pass over all of them. The rest follows from its pieces."""

from __future__ import annotations

from datetime import date

import ibis
from ibis import _
from ibis.common.deferred import Deferred
from ibis.expr.types import Table, Value

from guildhall.engine.sets.settings import Settings
from guildhall.engine.sets.windows import PAIR, later

MONEY = "decimal(18, 2)"
MOST_MONEY = "decimal(38, 2)"


def _months(payments: Table, on: date, settings: Settings) -> Table:
    """The months that each council's own lists cover.

    A document that tells of many councils is no list of all that one of them paid, and neither is a list of purchases by
    card. A month with hardly a payment is a slip of the date, and so is a day that has not come.
    """
    dated = payments.filter(_.council_code.notnull(), _.paid_on <= on, ~_.is_card.fill_null(False))
    told = dated.group_by("council_code", "document", month=_.paid_on.year() * 12 + _.paid_on.month() - 1).agg(
        count=_.count(), first=_.paid_on.min(), last=ibis.coalesce(_.paid_latest_on, _.paid_on).max()
    )
    councils = told.group_by("document").agg(councils=_.council_code.nunique())
    own = told.left_join(councils, "document").filter(_.document.isnull() | (_.councils <= settings.own_list_councils))
    months = own.group_by("council_code", "month").agg(
        count=_["count"].sum(), first=_["first"].min(), last=_["last"].max()
    )
    whole = ibis.window(group_by="council_code")
    weighed = months.mutate(of_council=_["count"].sum().over(whole), of_months=_.count().over(whole))
    return weighed.filter(_["count"] * _.of_months * settings.stray_share >= _.of_council)


def coverage(payments: Table, on: date, settings: Settings) -> Table:
    """From when to when each council's lists of payments reach, and which months of that they cover."""
    kept = _months(payments, on, settings)
    found = (
        kept.mutate(newest=_.month.max().over(ibis.window(group_by="council_code")))
        .group_by("council_code")
        .agg(
            covered_from_on=_["first"].min(),
            covered_until_on=_["last"].max(),
            covered_months=_.count(),
            rate_months=_.count(where=_.month > _.newest - 12),
            months=_.month.collect(),
            first_month=_.month.min(),
            last_month=_.month.max(),
        )
    )
    return found.mutate(
        rate_from_on=_first_day(_.last_month - 11),
        covered_until_on=ibis.least(_.covered_until_on, _last_day(_.last_month)),
    )


def _first_day(month: Value | Deferred) -> Value:
    """The first day of a month that is counted from the year nought."""
    return ibis.date(month // 12, month % 12 + 1, 1)


def _last_day(month: Value | Deferred) -> Value:
    return later(_first_day(month + 1), days=-1)


def reach(lists: Table) -> Table:
    """For each month of a council, how many days its lists cover before it (`before`), and whether they cover it."""
    along = ibis.range(lists.first_month, lists.last_month + 1, 1).unnest()
    months = lists.select("council_code", "covered_until_on", "months", month=along)
    covered = months.mutate(
        is_covered=_.months.contains(_.month).cast("int64"),
        days=ibis.least(_last_day(_.month), _.covered_until_on).day().cast("int64"),
    )
    before = ibis.window(group_by="council_code", order_by="month", preceding=None, following=0)
    return covered.select(
        "council_code", "month", "is_covered",
        before=(_.is_covered * _.days).sum().over(before) - _.is_covered * _.days,
    )  # fmt: skip


def covered(windows: Table, reach: Table) -> Table:
    """How many days of each contract's term its council's lists cover, and how many after the months of grace."""
    rows = windows.select(
        "contract_id", *PAIR, "first_day", "last_day", "covered_until_on",
        starts=later(_.since, days=-1), ends=_.last_day, grace=_.grace_until,
    )  # fmt: skip
    for name in ("starts", "ends", "grace", "covered_until_on"):
        day = ibis.least(rows[name], rows.covered_until_on)
        rows = rows.mutate(**{f"{name}_month": day.year() * 12 + day.month() - 1, f"{name}_day": day.day()})
        months = reach.rename(
            {f"{name}_{column}": column for column in ("council_code", "month", "before", "is_covered")}
        )
        rows = rows.left_join(
            months,
            [
                rows.council_code == months[f"{name}_council_code"],
                rows[f"{name}_month"] == months[f"{name}_month"],
            ],
            rname="reach_{name}",
        )
        days = rows[f"{name}_before"] + rows[f"{name}_is_covered"] * rows[f"{name}_day"]
        rows = rows.mutate(**{f"{name}_days": days.fill_null(0)})
    is_known = _.first_day.notnull() & _.last_day.notnull()
    in_term = ibis.greatest(_.ends_days - _.starts_days, 0)
    return rows.select(
        "contract_id",
        *PAIR,
        covered_days=ibis.ifelse(is_known, in_term, ibis.null("int64")).cast("int32"),
        covered_days_after_end=ibis.ifelse(
            _.last_day.notnull(), _.covered_until_on_days - _.grace_days, ibis.null("int64")
        ).cast("int32"),
    )


def pieces(payments: Table, spans: Table) -> Table:
    """Sums over the payments of a council to a supplier in a financial year and a span."""
    slim = payments.select(*PAIR, "paid_on", "amount", "amount_kind")
    beside = slim.left_join(
        spans,
        [
            slim.council_code == spans.council_code,
            slim.supplier_id == spans.supplier_id,
            slim.paid_on >= spans.span_from,
            slim.paid_on <= spans.span_until,
        ],
    )
    year = _.paid_on.year() - ibis.ifelse(_.paid_on.month() < 4, 1, 0)
    return beside.group_by(*PAIR, "span_from", "sure", "perhaps", year=year.cast("int32")).agg(
        payments=_.count(),
        paid=_.amount.sum().cast(MOST_MONEY),
        net=_.count(where=_.amount_kind == "net"),
        gross=_.count(where=_.amount_kind == "gross"),
        first_paid_on=_.paid_on.min(),
        last_paid_on=_.paid_on.max(),
    )


def spend(pieces: Table) -> Table:
    """What each council paid each supplier in each year, and how much of it a contract known here explains.

    Payments to nobody known have rows of their own; those of no council or on no known day are of no year (`left_out`).
    """
    nothing = ibis.literal(0).cast(MONEY)
    explained, perhaps = _.sure > 0, (_.sure.fill_null(0) == 0) & (_.perhaps > 0)
    return (
        pieces.filter(_.council_code.notnull(), _.year.notnull())
        .group_by(*PAIR, "year")
        .agg(
            payments=_.payments.sum().cast("int32"),
            paid=_.paid.sum().cast(MONEY),
            explained=_.paid.sum(where=explained).cast(MONEY).fill_null(nothing),
            perhaps_explained=_.paid.sum(where=perhaps).cast(MONEY).fill_null(nothing),
            first_paid_on=_.first_paid_on.min(),
            last_paid_on=_.last_paid_on.max(),
        )
    )


def _sharing(windows: Table) -> Table:
    """How many other contracts of the two ran, or may have run, at the same time as one."""
    originals = windows.select(*PAIR, "original", "since", "until").distinct()
    others = originals.view().rename(other="original", other_since="since", other_until="until")
    together = originals.join(others, list(PAIR)).filter(
        _.original != _.other, _.since <= _.other_until, _.other_since <= _.until
    )
    return together.group_by(*PAIR, "original").agg(contracts_sharing=_.count())


def paid(windows: Table, pieces: Table, covered: Table) -> Table:
    """Each contract beside the payments of its councils to its suppliers, as far as the councils' lists reach.

    Payments between the two may be for another contract: `*_least` sum those of days on which no other contract of the
    two ran or may have run. Sums of contracts that share payments must not be added up. Null is not known.
    """
    within = pieces.filter(_.span_from.notnull()).select(
        *PAIR, "span_from", "perhaps", "payments", "paid", "net", "gross", "first_paid_on", "last_paid_on"
    )
    beside = windows.left_join(
        within,
        [
            windows.council_code == within.council_code,
            windows.supplier_id == within.supplier_id,
            within.span_from >= windows.since,
        ],
        rname="piece_{name}",
    )
    alone = _.perhaps == ibis.ifelse(_.span_from <= _.until, 1, 0)
    in_term, after = _.span_from <= _.last_day, _.span_from > _.grace_until
    summed = beside.group_by("contract_id", *PAIR).agg(
        **{name: _[name].max() for name in _OF_WINDOW},
        payments=_.payments.sum().fill_null(0),
        paid=_.paid.sum(),
        paid_in_term=_.paid.sum(where=in_term),
        paid_in_term_least=_.paid.sum(where=in_term & alone),
        paid_after_end=_.paid.sum(where=after),
        paid_after_end_least=_.paid.sum(where=after & alone),
        rate=_.paid.sum(where=(_.span_from >= _.rate_from_on) & (_.span_from <= _.covered_until_on)),
        net=_.net.sum().fill_null(0),
        gross=_.gross.sum().fill_null(0),
        first_paid_on=_.first_paid_on.min(),
        last_paid_on=_.last_paid_on.max(),
    )
    begun = _.first_day.notnull() & (_.covered_until_on >= _.first_day)
    ended = begun & _.last_day.notnull()
    over = (_.covered_days_after_end > 0) | _.paid_after_end.notnull()
    year_known = begun & (_.rate_months == 12) & (_.first_day <= _.rate_from_on)
    kind = ibis.cases(
        (_.payments == 0, ibis.null("string")),
        (_.net == _.payments, "net"),
        (_.gross == _.payments, "gross"),
        else_="unknown",
    )
    told = summed.left_join(_sharing(windows), [*PAIR, "original"]).left_join(
        covered, ["contract_id", *PAIR], rname="covered_{name}"
    )
    return told.select(
        "contract_id",
        *PAIR,
        payments=ibis.ifelse(begun, _.payments, 0).cast("int32"),
        paid=_known(begun, _.paid),
        paid_in_term=_known(ended, _.paid_in_term),
        paid_in_term_least=_known(ended, _.paid_in_term_least),
        paid_after_end=_known(over, _.paid_after_end),
        paid_after_end_least=_known(over, _.paid_after_end_least),
        amount_kind=kind,
        first_paid_on=_.first_paid_on,
        last_paid_on=_.last_paid_on,
        run_rate_year=_known(year_known, _.rate),
        contracts_sharing=_.contracts_sharing.fill_null(0).cast("int32"),
        last_end_on=_.last_day,
        covered_from_on=_.covered_from_on,
        covered_until_on=_.covered_until_on,
        covered_days=_.covered_days,
        covered_days_after_end=_.covered_days_after_end,
    )


_OF_WINDOW = (
    "original", "first_day", "last_day", "covered_from_on", "covered_until_on", "covered_months", "rate_months",
    "rate_from_on", "grace_until",
)  # fmt: skip


def _known(when: Value | Deferred, value: Value | Deferred) -> Value:
    """The sum where it can be said, else null; nothing paid is nought."""
    return ibis.ifelse(when, ibis.coalesce(value, 0).cast(MONEY), ibis.null(MONEY))
