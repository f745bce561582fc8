"""What a worker does before its first visitor: it opens the pages that everybody opens."""

from __future__ import annotations

import gc
from typing import Any
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.db import DatabaseError, connections

from guildhall.core import search

PAGES = ("/", "/radar/", "/councils/", "/search/?q=guildhal")
"""They read the radar's arrays, the spellings and the templates: a second's work, once in a process."""


def up(application: WSGIApplication) -> bool:
    """Open the pages once, then tell the collector of garbage to leave alone what all of them need."""
    try:
        if not search.version():
            return False
    except DatabaseError:  # nothing is prepared yet; the pages say so themselves
        return False
    finally:
        connections.close_all()
    for page in PAGES:
        _open(application, page)
    gc.collect()
    gc.freeze()
    return True


def _open(application: WSGIApplication, page: str) -> None:
    path, _, query = page.partition("?")
    host = next((name for name in settings.ALLOWED_HOSTS if name[:1] not in "*.["), "localhost")
    asked: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": host}
    setup_testing_defaults(asked)
    answer = application(asked, lambda *_: lambda _: None)
    getattr(answer, "close", lambda: None)()
