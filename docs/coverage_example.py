"""Writes docs/coverage-example.md: what a register of the public data folder knows, as `guildhall check` says it.

Run as `python docs/coverage_example.py`; it needs the data beside the checkout, or GUILDHALL_DATA. Figures only.
"""

import os
import tempfile
from datetime import date
from pathlib import Path

from guildhall.engine.build import build
from guildhall.engine.quality import check

DOCS = Path(__file__).resolve().parent
FOLDERS = ("ocds", "registers", "suppliers")
HEAD = """# What is known: an example

Built on {on} from everything in the folders `{folders}` of the public data that lies beside a
checkout: notices of Find a Tender, Contracts Finder, Public Contracts Scotland and Sell2Wales, one council's contract
register, and a list of public signs that councils run products. It is a part of what exists, not the country: the
shares matter here, not the counts. Made by `python docs/coverage_example.py`; the text is that of `guildhall check`.

Contains public sector information licensed under the Open Government Licence v3.0. Councils' names and codes: mySociety,
CC-BY-4.0.

"""


def page(data: Path) -> str:
    """The page, from a build of the data into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "register"
        build([data / name for name in FOLDERS], home)
        words = check.in_words(check.check(home))
    return HEAD.format(on=date.today(), folders="`, `".join(FOLDERS)) + f"```text\n{words}\n```\n"


if __name__ == "__main__":
    where = Path(os.environ.get("GUILDHALL_DATA", DOCS.parent.parent / "shared" / "data"))
    (DOCS / "coverage-example.md").write_text(page(where), encoding="utf-8")
    print("docs/coverage-example.md written")
