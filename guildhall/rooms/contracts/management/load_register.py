"""`guildhall load`: the register into the site's database."""

import argparse
import os
import sys

import django
from django.core.management import call_command


def run(args: argparse.Namespace) -> int:
    """Prepare the database if need be, load the register, say what happened."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guildhall.settings")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- Django must be set up first

    from guildhall.rooms.contracts import actions  # noqa: PLC0415 -- as above
    from guildhall.ui import words  # noqa: PLC0415 -- as above

    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    try:
        loaded = actions.load_register(args.home, by="command", told=lambda words: print(f"  {words}", flush=True))
    except actions.RegisterRefusedError as error:
        print(f"guildhall load: {error}", file=sys.stderr)
        return 1
    if not loaded.is_new:
        print(
            f"The site already holds this register of {words.count(loaded.contracts, 'contract')}. Nothing was changed."
        )
        return 0
    print(
        f"Loaded {words.count(loaded.contracts, 'contract')}, {loaded.rows:,} rows in all, in {loaded.seconds:.1f} s."
    )
    if loaded.orphans:
        print(f"{loaded.orphans:,} claims or findings named no contract of the register and were left out.")
    return 0
