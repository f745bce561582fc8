"""`manage.py serve`: prepare what is not prepared, then serve the site. The second start does almost nothing."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from guildhall.rooms.contracts import actions


class Command(BaseCommand):
    """Database, register, styles, server, in this order."""

    help = "Prepare the database, load the register if it is new, collect the styles, serve the site."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--prepare-only", action="store_true", help="do everything but serve")

    def handle(self, *_args: Any, **options: Any) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        call_command("migrate", interactive=False, verbosity=0)
        self._load(settings.VAR / "register")
        self._collect()
        address, port = options["address"], options["port"]
        shown = f"[{address}]" if ":" in address else address
        self.stdout.write(f"Guildhall is at http://{shown}:{port}/")
        self.stdout.write("Your own data: guildhall build --from FILES_OR_FOLDERS && guildhall load (see README)")
        self.stdout.flush()
        if not options["prepare_only"]:
            serve(address, port, options["workers"])

    def _load(self, home: Path) -> None:
        """The register, unless the site already holds it. A broken one is said and the old one goes on being shown."""
        if not (home / "manifest.json").is_file():
            self.stdout.write("No register is built yet: guildhall build --from FILES_OR_FOLDERS makes one.")
            return
        try:
            loaded = actions.load_register(home, by="serve")
        except actions.RegisterRefusedError as error:
            self.stderr.write(f"The register was not loaded: {error}")
            return
        if loaded.is_new:
            self.stdout.write(f"Loaded the register: {loaded.contracts:,} contracts.")

    def _collect(self) -> None:
        """Styles and scripts with their fingerprints, compressed once."""
        build = Path(settings.STATICFILES_DIRS[0])
        if not build.is_dir():
            self.stderr.write("The styles are not built: run `make setup`. Pages work without them.")
            return
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        newest = max((path.stat().st_mtime for path in build.iterdir()), default=0.0)
        if not manifest.is_file() or manifest.stat().st_mtime < newest:
            call_command("collectstatic", interactive=False, verbosity=0)


def serve(address: str, port: int, workers: int) -> None:
    """Become the server: granian with one blocking thread a worker, which was fastest (docs/decisions.md)."""
    # Both workers must sign alike, so a key that was not given is made here and handed down.
    os.environ.setdefault("GUILDHALL_SECRET_KEY", secrets.token_hex(32))
    if "GUILDHALL_HOSTS" not in os.environ and address not in {"0.0.0.0", "::"}:  # noqa: S104 -- compared, not bound
        os.environ["GUILDHALL_HOSTS"] = f"{address},127.0.0.1,localhost,[::1]"
    arguments = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", address, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1", "--log-level", "warning", "guildhall.wsgi:application",
    ]  # fmt: skip
    os.execv(sys.executable, arguments)  # noqa: S606 -- our own interpreter with fixed arguments
