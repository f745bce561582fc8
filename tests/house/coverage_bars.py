"""Holds the bars on branch coverage: 95 % of everything, 98 % of the engine. Run after the suite."""

import json
import sys
from pathlib import Path

BARS = {"guildhall/": 95.0, "guildhall/engine/": 98.0}


def share(files: dict[str, dict], prefix: str) -> float:
    """Percentage of statements and branches run in the files below a folder."""
    seen = all_ = 0
    for name, entry in files.items():
        if name.startswith(prefix):
            summary = entry["summary"]
            seen += summary["covered_lines"] + summary["covered_branches"]
            all_ += summary["num_statements"] + summary["num_branches"]
    return 100.0 * seen / all_ if all_ else 0.0


def main(report: Path) -> int:
    """Say each bar and whether it holds."""
    files = json.loads(report.read_text())["files"]
    low = 0
    for prefix, bar in BARS.items():
        value = share(files, prefix)
        low += value < bar
        print(f"coverage of {prefix:18} {value:5.1f} % (bar {bar:.0f} %){'' if value >= bar else '  TOO LOW'}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
