"""Which mentions are one supplier, as far as ids and names tell."""

from guildhall.engine.link import suppliers
from guildhall.engine.records import Party


def linked(*parties: Party) -> tuple[list[str], dict[str, suppliers.Supplier]]:
    """The supplier of each mention, and the suppliers."""
    halves: tuple[suppliers.Sightings, suppliers.Sightings] = ({}, {})
    keys = [suppliers.note(halves[place % 2], party) for place, party in enumerate(parties)]
    seen: suppliers.Sightings = {}
    for half in halves:
        suppliers.merge(seen, half)
    of, found = suppliers.link(seen)
    return [of[key] for key in keys], {supplier.supplier_id: supplier for supplier in found}


def test_the_same_number_is_the_same_supplier_under_any_name() -> None:
    ids, found = linked(
        Party("AtkinsRéalis UK Ltd", ("GB-COH:00688424",)), Party("ATKINS LIMITED", ("GB-COH:00688424", "GB-PPON:X")),
        Party("Somebody else", ("GB-PPON:X",)), Party("AtkinsRéalis UK Ltd", ("GB-COH:00688424",), size="large", vcse=False),
    )  # fmt: skip
    assert ids == ["gb-coh-00688424"] * 4
    (supplier,) = found.values()
    assert supplier.name == "AtkinsRéalis UK Ltd"
    assert supplier.names == ("ATKINS LIMITED", "AtkinsRéalis UK Ltd", "Somebody else")
    assert (supplier.company_number, supplier.size, supplier.vcse) == ("00688424", "large", False)
    assert supplier.ids == ("GB-COH:00688424", "GB-PPON:X")


def test_a_bare_name_joins_the_one_supplier_that_bears_it() -> None:
    ids, _ = linked(Party("Acme Ltd", ("GB-COH:00688424",)), Party("ACME LIMITED"))
    assert ids == ["gb-coh-00688424"] * 2
    two, _ = linked(Party("Acme Ltd", ("GB-COH:00688424",)), Party("Acme", ("GB-COH:00688425",)), Party("ACME LIMITED"))
    assert len(set(two)) == 3
    assert two[2] == "acme"


def test_names_alone_make_a_supplier_with_a_readable_id() -> None:
    ids, found = linked(
        Party("Smith & Sons Ltd", size="sme", vcse=True), Party("Smith and Sons Limited", size="sme", vcse=True)
    )
    assert ids == ["smith-and-sons"] * 2
    (supplier,) = found.values()
    assert (supplier.size, supplier.vcse, supplier.company_number) == ("sme", True, "")


def test_two_suppliers_of_one_name_and_other_ids_are_told_apart() -> None:
    ids, found = linked(Party("Acme Ltd", ("GB-CHC:1",)), Party("Acme Ltd", ("GB-CHC:2",)))
    assert len(set(ids)) == len(found) == 2
    assert all(one.startswith("acme-") for one in ids)


def test_a_name_of_signs_alone_still_has_a_key() -> None:
    ids, _ = linked(Party("???"), Party("!!!"))
    assert len(set(ids)) == 2


def test_the_order_of_mentions_does_not_matter() -> None:
    parties = [
        Party("Acme Ltd", ("GB-COH:00688424", "GB-PPON:X")),
        Party("Acme", ("GB-PPON:X",)),
        Party("ACME"),
        Party("Beta"),
    ]
    forth, _ = linked(*parties)
    back, _ = linked(*reversed(parties))
    assert forth == back[::-1]


def test_numbers_minted_for_a_notice_say_nothing_of_who_it_is() -> None:
    seen: suppliers.Sightings = {}
    keys = [
        suppliers.note(seen, Party(name, ids))
        for name, ids in [
            ("Ashdown Ltd", ("GB-COH:01234567",)), ("ASHDOWN LIMITED", ("GB-CFS:1",)), ("Ashdown", ("GB-FTS:2",)),
            ("Birch Ltd", ("GB-CFS:3",)), ("Birch Limited", ("GB-CFS:4",)),
            ("Cedar Ltd", ("GB-COH:00000001",)), ("Cedar Ltd", ("GB-COH:00000002",)), ("Cedar Ltd", ("GB-CFS:5",)),
        ]
    ]  # fmt: skip
    linked, _ = suppliers.link(seen)

    assert len({linked[key] for key in keys[:3]}) == 1
    assert linked[keys[3]] == linked[keys[4]]
    assert len({linked[key] for key in keys[5:]}) == 3
