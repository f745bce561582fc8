"""A briefing as one self-contained page of HTML that prints on one A4 sheet."""

from __future__ import annotations

from guildhall.engine.brief.page import Briefing


def as_html(briefing: Briefing) -> str:
    return f"<!doctype html><title>{briefing.council}</title>"
