"""L1 over the real notices: what is flagged, what is set apart, read by eye in November 2026."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pytest

from guildhall.engine import classify, indicators
from guildhall.engine.link import councils
from guildhall.engine.records import Contract, Party, Sighting
from guildhall.engine.resolve import contracts_of, resolve
from guildhall.engine.sources import ocds

pytestmark = pytest.mark.real


def codes_of(parties: Sequence[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for party in parties for code in councils.find(party.name).codes))


@pytest.fixture(scope="module")
def contracts(real_data: Path) -> list[Contract]:
    processes: dict[str, list[Sighting]] = defaultdict(list)
    file = real_data / "ocds" / "releases.jsonl.gz"
    for document in ocds.read(file, file.name, lambda issue: None):
        for sighting in document.sightings:
            processes[sighting.process].append(sighting)
    made = []
    for process, sightings in processes.items():
        for group in contracts_of(process, sightings, codes_of):
            known = resolve(group, {}).contract
            suppliers = tuple(party.name for party in known.suppliers)
            found = classify.classify(known.title, known.description, known.cpv, suppliers)
            made.append(msgspec.structs.replace(known, category=found.category, is_digital=found.is_digital))
    return made


def test_lock_in_as_buyers_declared_it(contracts: list[Contract]) -> None:
    on = date(2026, 11, 23)
    found = [(c, f) for c in contracts for f in indicators.measure_all(c, on) if f.indicator == "L1"]
    declared = [(c, f) for c, f in found if f.value and f.status in {"act", "not_applicable"}]
    counts = Counter(f.status for _, f in declared)
    assert 24 <= len(declared) <= 30
    assert counts["act"] >= 15
    assert counts["not_applicable"] >= 8
    assert all(f.quote for c, f in declared if c.rationale_text)
    apart = {c.title for c, f in declared if f.status == "not_applicable"}
    assert {"Supply of Heritage Carpet", "Camera Upgrade"} <= apart
    assert any("Psychiatric" in title for title in apart)
    act = {c.title for c, f in declared if f.status == "act"}
    assert {"LHA Housing Management System", "Mulesoft Integration Platform (Salesforce)"} <= act
    of_councils = {c.title for c, f in declared if f.status == "act" and c.council_codes}
    assert "SEND funding allocation Software" in of_councils
    assert len(of_councils) == 3
