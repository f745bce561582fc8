"""A worker opens the pages that everybody opens before its first visitor."""

import gc
from collections.abc import Iterator

import pytest
from django.core.wsgi import get_wsgi_application

from guildhall.briefing import warm
from guildhall.rooms.contracts.queries import index


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.django_db
def test_without_a_register_there_is_nothing_to_open() -> None:
    assert warm.up(get_wsgi_application()) is False


@pytest.mark.usefixtures("three")
def test_the_radars_arrays_are_read_before_the_first_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm.connections, "close_all", lambda: None)  # the test's own transaction lives in it
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
