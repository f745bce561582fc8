"""What a contract is for, with the reason in words; unsure stays unclassified."""

import csv
from pathlib import Path

import pytest

from guildhall.engine import classify
from guildhall.engine.classify.phrases import Phrases, plain

FAR = "Provision of works to a park with benches and paths for people of all ages."


@pytest.mark.parametrize(
    ("title", "category", "why"),
    [
        ("Revenues and Benefits System", "revs_bens", "title says “revenue and benefit system”"),
        ("Housing Management System", "housing_mgmt", "title says “housing management system”"),
        ("Adults&#039; and Children&#039;s Social Care Case Management and Finance System", "asc", "title says"),
        ("Renewal of ArcGIS licences", "gis", "title names the product “arcgi”"),
        ("Licensing application module", "licensing", "beside a word of software"),
        ("Hosting for the housing management system", "housing_mgmt", "title says"),
        ("Netcall Digital Platform", "crm", "title names the product"),
        ("Microsoft 365 and Dynamics 365 Finance", "finance_erp", "title names the product"),
        ("Revenues &amp; Benefits software", "revs_bens", "title says"),
    ],
)
def test_settled_by_the_title(title: str, category: str, why: str) -> None:
    found, because = classify.category(title)
    assert found == category
    assert why in because
    assert classify.is_digital(title) is True


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Planning and Licensing System and Parking Permit System", "title speaks of several things"),
        ("Parking and library software", "title speaks of several things: Libra"),
        ("Xpress electoral and Spydus licence", "title names products of several kinds"),
        ("Idox Uniform software", "which category is unsure"),
        ("New software", "which category is unsure"),
        ("System", "its words do not tell whether it is digital"),
        ("Fast Growth", "too few words to tell"),
    ],
)
def test_unsure_stays_unclassified(title: str, why: str) -> None:
    found, because = classify.category(title)
    assert found == ""
    assert why in because


@pytest.mark.parametrize(
    "title",
    [
        "Replacement of central heating systems in council housing",
        "Fire alarm system upgrade",
        "Dynamic Purchasing System for adult social care placements",
        "Sprinkler System Works in Sheltered Accommodation",
        "Digital Office Park: quantity surveyor services",
        "Supply of fresh fruit and vegetables to schools",
    ],
)
def test_systems_of_pipes_and_ways_of_buying_are_not_software(title: str) -> None:
    found = classify.classify(title)
    assert found.is_digital is False
    assert found.category == ""


def test_a_planning_application_is_no_application() -> None:
    found = classify.classify("Preparation of a Planning Application for a site")
    assert found.is_digital is not True
    assert found.category == ""


def test_codes_descriptions_and_suppliers_where_the_title_is_silent() -> None:
    assert classify.classify("11330", "", ("48000000",)).is_digital is True
    assert classify.classify("Lot 4", "", ("48160000",)).category == "libraries"
    assert classify.classify("Lot 4", "", ("48160000", "48450000")).category == ""
    found = classify.classify("Replacement", "A new planning and building control system is needed.", ("48000000",))
    assert (found.category, found.why) == ("planning", "description says “planning and building control system”")
    both = classify.classify(
        "Replacement", "A planning and building control system and a waste management system.", ("48000000",)
    )
    assert both.category == ""
    assert classify.classify("Replacement", "Nothing to be learned here.", ("48000000",)).category == ""
    by_supplier = classify.classify("Support for the software", suppliers=("Modern Mindset Ltd",))
    assert by_supplier.category == "democratic"
    assert by_supplier.why == "supplier is “modern mindset”, and the title speaks of software"
    assert classify.classify("Catering", suppliers=("Modern Mindset Ltd",)).category == ""


@pytest.mark.parametrize(
    ("title", "description", "cpv", "proclass", "digital"),
    [
        ("Consultant", "", ("72224000",), "", None),  # used for any project management
        ("Consultant platform", "", ("72224000",), "", True),
        ("Grounds", "", ("77310000",), "", False),
        ("Grounds software", "", ("77310000",), "", True),
        ("IT training", "", ("80533000",), "", None),  # about computers, not a product
        ("AI skills", "", (), "", None),
        ("Digital skills for adults", "", (), "", False),
        ("Monitors", "", (), "270000", True),
        ("Benches", "", (), "310000", False),
        ("Park", FAR, (), "", False),
        ("Park", FAR + " The software is hosted.", (), "", None),
        ("Roofing Systems", "", ("45260000",), "", False),
        ("Roofing Systems", "", (), "", False),
    ],
)
def test_digital_or_not_or_unknown(
    title: str, description: str, cpv: tuple[str, ...], proclass: str, digital: bool | None
) -> None:
    assert classify.is_digital(title, description, cpv, proclass=proclass) is digital


@pytest.mark.parametrize(
    ("title", "suppliers", "products"),
    [
        ("Provision of Confirm Software System", ("Confirm Solutions Limited",), ("Confirm",)),
        ("To confirm attendance at the event", (), ()),
        ("Alloy wheels for the fleet asset management", (), ()),
        ("Yotta Alloy asset management", (), ("Alloy",)),
        ("Academy Trust cleaning", (), ()),
        ("Capita Academy revenues support", (), ("Capita One Revenues & Benefits",)),
        ("Mosaic flooring", (), ()),
        ("Mosaic social care case management", (), ("Mosaic",)),
        ("Echo Arena hire", (), ()),
        ("Echo waste licences", (), ("Echo",)),
        ("Legend Road resurfacing", (), ()),
        ("Legend leisure licence", (), ("Legend",)),
        ("Eclipse event", (), ()),
        ("Eclipse support", ("OLM Systems",), ("Eclipse",)),
        ("Gladstone Road leisure centre", (), ()),
        ("Staff uniform and workwear system", (), ()),
        ("Dynamics 365 Finance", (), ("Dynamics 365 Finance",)),
        ("Civica Pay and Civica Cx", (), ("Civica Cx", "Civica Pay")),
        ("Grass cutting", (), ()),
    ],
)  # fmt: skip
def test_products_with_care_for_common_words(title: str, suppliers: tuple[str, ...], products: tuple[str, ...]) -> None:
    assert classify.products(title, suppliers) == products


def test_a_name_alone_finds_its_product() -> None:
    found = classify.product_named("Modern.Gov")
    assert found is not None
    assert (found.name, found.category) == ("ModernGov", "democratic")
    assert classify.product_named("Nothing of the kind") is None


def test_the_46_categories_are_whole() -> None:
    every = classify.categories()
    assert len(every) == 46
    assert {category.criticality for category in every.values()} == {1, 2, 3}
    assert {key for key, category in every.items() if category.mobilise_months} == {"asc", "csc"}
    assert all(category.known == "general" or category.evidence for category in every.values())
    assert all(category.names and category.products and category.tiers for category in every.values())
    names = [product.name for product in classify.every_product()]
    assert len(names) == len(set(names))


def test_phrases_are_found_whole_and_longest_first() -> None:
    known = Phrases([("case management", 1), ("management", 2), ("children's case management", 3)])
    assert [payload for _, payload in known.find(plain("Children’s Case-Managements"))] == [3, 1, 2]
    assert known.find(plain("showcase managements")) == [(" management ", 2)]
    assert known.find(plain("")) == []


@pytest.mark.real
def test_real_products_seen_at_councils_are_known(real_data: Path) -> None:
    """Names as public scrapers give them lead to our products."""
    with (real_data / "suppliers" / "council_systems.csv").open(encoding="utf-8-sig", newline="") as lines:
        seen = [row["product"] for row in csv.DictReader(lines)]
    known = [name for name in seen if classify.product_named(name) is not None or classify.products(name)]
    assert len(known) / len(seen) >= 0.85
