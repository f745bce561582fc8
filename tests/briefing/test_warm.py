"""A worker opens the pages that everybody opens before its first visitor."""

import gc
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from guildhall.briefing import warm
from guildhall.rooms.contracts.queries import index


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.fixture
def one_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The test's own transaction lives in its connection: neither the warming nor a request may close it."""
    monkeypatch.setattr(warm.connections, "close_all", lambda: None)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
def test_without_a_register_there_is_nothing_to_open() -> None:
    assert warm.up(get_wsgi_application()) is False


@pytest.mark.usefixtures("three", "one_connection")
def test_the_radars_arrays_are_read_before_the_first_request() -> None:
    index._read.cache_clear()
    opened: list[str] = []
    application = get_wsgi_application()

    def listening(asked, start):
        opened.append(asked["PATH_INFO"])
        answer = application(asked, start)
        assert answer.status_code == 200
        return answer

    assert warm.up(listening) is True
    assert opened == ["/", "/radar/", "/councils/", "/search/"]
    assert index._read.cache_info().currsize == 1
    assert gc.get_freeze_count() > 0
