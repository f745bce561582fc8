"""Writes the pages of docs/ that follow from the code: commands, sources, indicators. Checked by tests/house."""

import argparse
from pathlib import Path

from guildhall import cli
from guildhall.engine import indicators, sources

DOCS = Path(__file__).resolve().parent


def commands() -> str:
    """docs/commands.md from the command line's own help."""
    top = cli.parser()
    subs = next(action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    helps = {choice.dest: choice.help for choice in subs._choices_actions}
    lines = ["# Commands", "", "Made from the code by `python docs/generate.py`.", ""]
    for name, sub in subs.choices.items():
        lines += [
            f"## guildhall {name}",
            "",
            f"{(helps[name] or '').capitalize()}.",
            "",
            "| word | meaning |",
            "|---|---|",
        ]
        for action in sub._actions:
            if isinstance(action, argparse._HelpAction):
                continue
            word = action.option_strings[-1] if action.option_strings else (action.metavar or action.dest)
            about = [action.help or ""]
            if action.choices:
                about.append("one of " + ", ".join(f"`{choice}`" for choice in action.choices))
            if action.default is not None and action.default is not argparse.SUPPRESS and action.default is not False:
                about.append(f"default `{action.default}`")
            lines.append(f"| `{word}` | {'; '.join(part for part in about if part)} |")
        lines.append("")
    return "\n".join(lines)


def source_pages() -> str:
    """docs/sources.md from every source.yaml."""
    lines = ["# Where the facts come from", "", "Made from the code by `python docs/generate.py`.", ""]
    for source in sources.all_sources():
        lines += [
            f"## {source.title}",
            "",
            f"- Publisher: {source.publisher}",
            f"- Licence: {source.licence}",
            f"- Address: {source.url}",
        ]
        if source.attribution:
            lines.append(f"- Attribution: {source.attribution}")
        if source.quirks:
            lines += ["", "What to know:", ""] + [f"- {quirk}" for quirk in source.quirks]
        lines.append("")
    return "\n".join(lines)


def indicator_pages() -> str:
    """docs/indicators.md: every indicator's public page, one after the other."""
    lines = ["# Indicators", "", "Made from the code by `python docs/generate.py`.", ""]
    for indicator in indicators.INDICATORS:
        page = indicator.page().strip()
        lines += ["\n".join("#" + line if line.startswith("#") else line for line in page.splitlines()), ""]
    return "\n".join(lines)


PAGES = {"commands.md": commands, "sources.md": source_pages, "indicators.md": indicator_pages}


def main() -> None:
    """Write the pages."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
