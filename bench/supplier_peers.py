"""Public tools that cluster suppliers' names, each as its own documentation uses it, beside `guildhall check suppliers`."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import combinations
from typing import Any

from guildhall.engine.link.suppliers.spellings import parts

Method = Callable[[Any], Sequence[object]]


def methods() -> Iterator[tuple[str, Method]]:
    """Those that are installed here."""
    for module, name, method in (
        ("fingerprints", "fingerprints, types removed", by_fingerprint),
        ("cleanco", "cleanco basename", by_cleanco),
        ("splink", "Splink, p ≥ .999, with same names", by_splink),
        ("nomenklatura", "nomenklatura logic-v2 ≥ .75", by_nomenklatura),
    ):
        if importlib.util.find_spec(module) is not None:
            yield name, method


def by_fingerprint(truth: Any) -> list[str]:
    fingerprints = import_module("fingerprints")
    return [
        fingerprints.generate(fingerprints.remove_types(each.name) or each.name) or each.name
        for each in truth.spellings
    ]


def by_cleanco(truth: Any) -> list[str]:
    cleanco = import_module("cleanco")
    return [cleanco.basename(each.name).casefold() or each.name for each in truth.spellings]


def _joined(count: int, pairs: Iterator[tuple[int, int]]) -> list[int]:
    top = list(range(count))

    def root(row: int) -> int:
        while top[row] != row:
            top[row] = top[top[row]]
            row = top[row]
        return row

    for one, other in pairs:
        top[max(root(one), root(other))] = min(root(one), root(other))
    return [root(row) for row in range(count)]


def by_splink(truth: Any) -> list[int]:
    """Splink's own model, trained by expectation maximisation, as in its tutorials; equal names merged besides."""
    pd, splink, cl = (import_module(name) for name in ("pandas", "splink", "splink.comparison_library"))
    block_on = splink.block_on
    logging.getLogger("splink").setLevel(logging.ERROR)
    rows = []
    for row, each in enumerate(truth.spellings):
        words = parts(each.name).core.split()
        rows.append({
            "unique_id": row, "name": " ".join(words) or each.name, "first": words[0] if words else None,
            "second": words[1] if len(words) > 1 else None, "last": words[-1] if words else None,
            "packed": "".join(words)[:8] or None, "postcode": min(each.postcodes) if each.postcodes else None,
        })  # fmt: skip
    rules = [block_on("name"), block_on("first", "second"), block_on("packed"), block_on("postcode"),
             block_on("first", "last"), block_on("second", "last")]  # fmt: skip
    settings = splink.SettingsCreator(
        link_type="dedupe_only", blocking_rules_to_generate_predictions=rules,
        comparisons=[cl.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85]), cl.ExactMatch("first"), cl.ExactMatch("postcode")],
    )  # fmt: skip
    linker = splink.Linker(splink.DuckDBAPI().register(pd.DataFrame(rows)), settings, logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first", "second"))
    found = linker.inference.predict(threshold_match_probability=0.999).as_pandas_dataframe()
    by_name: dict[str, int] = {}
    same = [(by_name.setdefault(each["name"], each["unique_id"]), each["unique_id"]) for each in rows]
    pairs = [*same, *zip(found["unique_id_l"].tolist(), found["unique_id_r"].tolist(), strict=True)]
    return _joined(len(rows), iter(pairs))


def by_nomenklatura(truth: Any) -> list[int]:
    """Its matcher for companies over pairs that share a rare word."""
    model = import_module("followthemoney").model
    algorithm = import_module("nomenklatura.matching").get_algorithm("logic-v2")
    entities = [
        model.get_proxy({"id": f"r{row}", "schema": "Company", "properties": {"name": [each.name]}})
        for row, each in enumerate(truth.spellings)
    ]
    blocks: dict[str, list[int]] = {}
    for row, each in enumerate(truth.spellings):
        for word in set(parts(each.name).core.split()):
            blocks.setdefault(word, []).append(row)
    pairs = {pair for rows in blocks.values() if 1 < len(rows) <= 25 for pair in combinations(rows, 2)}
    config = algorithm.default_config() if hasattr(algorithm, "default_config") else None
    found = (
        pair for pair in sorted(pairs)
        if algorithm.compare(entities[pair[0]], entities[pair[1]], config).score >= 0.75
    )  # fmt: skip
    return _joined(len(entities), found)
