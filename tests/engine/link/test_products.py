"""Which names are one product."""

from guildhall.engine.link import products


def test_spellings_of_one_name_are_one_product_under_its_most_frequent() -> None:
    tallies: products.Tallies = {}
    for name in ("Liquid Logic", "LIQUID LOGIC", "LIQUID LOGIC"):
        key = products.note(tallies, name, council="AMB", supplier="System C", category="asc", contracts=1)
    products.note(tallies, "liquid logic", council="HOL")
    (product,) = products.link(tallies)
    assert key == product.product_id == "liquid-logic"
    assert product == products.Product("liquid-logic", "LIQUID LOGIC", "System C", "asc", 3, 2)


def test_products_come_in_the_order_of_their_ids_and_may_be_known_by_name_alone() -> None:
    tallies: products.Tallies = {}
    for name in ("Zeta", "Alpha"):
        products.note(tallies, name)
    assert products.link(tallies) == [
        products.Product("alpha", "Alpha", "", "", 0, 0), products.Product("zeta", "Zeta", "", "", 0, 0),
    ]  # fmt: skip
