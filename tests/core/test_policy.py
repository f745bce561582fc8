from django.http import HttpResponse
from django.test import RequestFactory

from guildhall.core import policy


def test_every_answer_carries_the_policy() -> None:
    answer = policy.content_security(lambda _request: HttpResponse("x"))(RequestFactory().get("/"))
    rules = dict(rule.split(" ", 1) for rule in answer["Content-Security-Policy"].split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert {rules[name] for name in ("script-src", "style-src", "font-src", "connect-src")} == {"'self'"}


def test_a_stricter_answer_keeps_its_own() -> None:
    def strict(_request):
        return HttpResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})

    answer = policy.content_security(strict)(RequestFactory().get("/"))
    assert answer["Content-Security-Policy"] == "default-src 'none'"
