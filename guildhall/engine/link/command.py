"""`guildhall link`: who is who in a list of names, of councils or of suppliers."""

from __future__ import annotations

import argparse
from importlib import import_module

MODULES = {"councils": "guildhall.engine.link.councils", "suppliers": "guildhall.engine.link.suppliers.command"}


def run(args: argparse.Namespace) -> int:
    """The command, by what the names are of; the one that is not asked for is not loaded."""
    return int(import_module(MODULES[args.what]).run(args))
