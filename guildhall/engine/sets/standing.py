"""Who is paid how much of what a council pays, and for how long: shares, concentration and incumbency with bounds."""

from __future__ import annotations

import ibis
from ibis import _
from ibis.expr.types import Table

MILLION = 1_000_000
MONEY = "decimal(18, 2)"


def concentration(sums: Table, by: tuple[str, ...], supplier: str = "supplier_id", amount: str = "paid") -> Table:
    """How much of the sums in each group goes to how few.

    Rows of no known supplier are the unknown: at the lowest they went to so many that each share is nothing, at the highest
    all to the largest. A supplier whom more came back from than went to has no share. Shares are counted in millionths, so
    that the answer is the same to the last digit wherever it is worked out.
    """
    each = sums.group_by(*by, supplier).agg(pounds=_[amount].sum().cast("decimal(38, 2)"))
    each = each.filter(_.pounds > 0).mutate(is_known=_[supplier].notnull())
    totals = each.group_by(*by).agg(
        total=_.pounds.sum(),
        unknown=ibis.coalesce(_.pounds.sum(where=~_.is_known), ibis.literal(0).cast("decimal(38, 2)")),
        top=_.pounds.max(where=_.is_known),
        suppliers=_.count(where=_.is_known),
    )
    named = each.filter(_.is_known)
    same = [_same(named, totals, name) for name in by]
    beside = named.join(totals, same, rname="total_{name}")
    share = (_.pounds.cast("float64") / _.total.cast("float64") * MILLION).round().cast("int64")
    squares = beside.select(*by, square=share * share).group_by(*by).agg(squares=_.square.sum())
    found = totals.left_join(squares, [_same(totals, squares, name) for name in by], rname="square_{name}")
    top = (_.top.cast("float64") / _.total.cast("float64") * MILLION).round().cast("int64")
    unknown = (_.unknown.cast("float64") / _.total.cast("float64") * MILLION).round().cast("int64")
    return found.mutate(top_share=top.fill_null(0), unknown_share=unknown, squares=_.squares.fill_null(0)).select(
        *by,
        suppliers=_.suppliers.cast("int32"),
        pounds=_.total.cast(MONEY),
        unknown=_.unknown.cast(MONEY),
        top_low=_.top_share / MILLION,
        top_high=(_.top_share + _.unknown_share) / MILLION,
        hhi_low=_.squares / (MILLION * MILLION),
        hhi_high=(_.squares + _.unknown_share * (2 * _.top_share + _.unknown_share)) / (MILLION * MILLION),
    )


def _same(left: Table, right: Table, name: str) -> ibis.Value:
    """Equal, or both unknown."""
    return left[name].identical_to(right[name])


def shares(sums: Table, by: tuple[str, ...], supplier: str = "supplier_id", amount: str = "paid") -> Table:
    """Each known supplier's share of the sums in its group: lowest when none of the unknown is its, highest when all is."""
    each = sums.group_by(*by, supplier).agg(pounds=_[amount].sum().cast("decimal(38, 2)")).filter(_.pounds > 0)
    whole = ibis.window(group_by=list(by))
    beside = each.mutate(
        total=_.pounds.sum().over(whole), unknown=_.pounds.sum(where=_[supplier].isnull()).over(whole)
    ).filter(_[supplier].notnull())
    low = (_.pounds.cast("float64") / _.total.cast("float64") * MILLION).round().cast("int64")
    more = (_.unknown.cast("float64") / _.total.cast("float64") * MILLION).round().cast("int64")
    return beside.mutate(low=low, more=more.fill_null(0)).select(
        *by, supplier, pounds=_.pounds.cast(MONEY), low=_.low / MILLION, high=(_.low + _.more) / MILLION
    )


def incumbency(spend: Table) -> Table:
    """For how long a council has paid a supplier: first and last year, years paid, gaps, and the years in a row to the last.

    Years begin on 1 April. What lies before the council's first list cannot be seen, so `years_in_a_row` is a floor when
    the row begins with the first year covered (`since_first_list`).
    """
    years = spend.filter(_.supplier_id.notnull()).select("council_code", "supplier_id", "year", "paid")
    pair = ["council_code", "supplier_id"]
    first_list = spend.group_by("council_code").agg(first_list=_.year.min(), last_list=_.year.max())
    # Years in a row share the difference between the year and its place among the years paid.
    place = ibis.row_number().over(ibis.window(group_by=pair, order_by="year"))
    rows = years.mutate(row=(_.year - place).cast("int32"))
    found = rows.group_by(*pair).agg(
        first_year=_.year.min(), last_year=_.year.max(), years=_.count(), last_row=_.row.max(),
        paid=_.paid.sum().cast(MONEY),
    )  # fmt: skip
    streak = rows.group_by(*pair, "row").agg(in_a_row=_.count(), begun=_.year.min())
    last = found.join(streak, [*pair, found.last_row == streak.row]).join(first_list, "council_code")
    return last.select(
        *pair,
        first_year=_.first_year.cast("int32"),
        last_year=_.last_year.cast("int32"),
        years=_.years.cast("int32"),
        gaps=(_.last_year - _.first_year + 1 - _.years).cast("int32"),
        years_in_a_row=_.in_a_row.cast("int32"),
        since_first_list=_.begun == _.first_list,
        paid_last_year=_.last_year == _.last_list,
        paid=_.paid,
    )


def _rounds(contracts: Table) -> Table:
    """Contracts of a council in a category, one after the other, each with its suppliers. Copies are to be left out before."""
    need = ["council_code", "category"]
    known = contracts.filter(
        _.council_code.notnull(), _.category.notnull(), _.starts_on.notnull(), ~_.is_framework.fill_null(False)
    )
    place = ibis.row_number().over(ibis.window(group_by=need, order_by=["starts_on", "contract_id"]))
    placed = known.select(*need, "contract_id", "starts_on", "supplier_ids", place=place.cast("int32"))
    apart = placed.mutate(supplier_id=_.supplier_ids.unnest()).drop("supplier_ids")
    return apart.filter(_.supplier_id.notnull()).distinct()


def runs(contracts: Table) -> Table:
    """For how long a supplier has held the contracts of a council in a category.

    `contracts_in_a_row` counts its newest contracts without another supplier's between them.
    """
    group = ["council_code", "category", "supplier_id"]
    rounds = _rounds(contracts)
    order = ibis.row_number().over(ibis.window(group_by=group, order_by="place"))
    rows = rounds.mutate(row=(_.place - order).cast("int32"))
    found = rows.group_by(*group).agg(
        contracts=_.count(), first_on=_.starts_on.min(), last_on=_.starts_on.max(), last_row=_.row.max()
    )
    streak = rows.group_by(*group, "row").agg(in_a_row=_.count(), begun_on=_.starts_on.min())
    return found.join(streak, [*group, found.last_row == streak.row]).select(
        *group,
        contracts=_.contracts.cast("int32"),
        contracts_in_a_row=_.in_a_row.cast("int32"),
        first_on=_.first_on,
        last_on=_.last_on,
        in_a_row_since_on=_.begun_on,
    )


def flows(contracts: Table) -> Table:
    """From whom to whom a category's contracts went when a council's next one began; the same twice is who stayed."""
    rounds = _rounds(contracts)
    before = rounds.view().select(
        "council_code", "category", from_supplier_id=_.supplier_id, place=(_.place + 1).cast("int32")
    )
    steps = rounds.rename(to_supplier_id="supplier_id").join(before, ["council_code", "category", "place"])
    return steps.group_by("category", "from_supplier_id", "to_supplier_id").agg(
        councils=_.council_code.nunique().cast("int32"), contracts=_.contract_id.nunique().cast("int32")
    )
