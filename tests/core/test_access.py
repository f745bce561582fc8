import pytest

from guildhall.core import access


def test_a_view_wears_one_rule() -> None:
    @access.public
    def view(request):
        return request

    assert access.rules_of(view) == ("public",)
    assert view("asked") == "asked"


def test_a_view_without_a_rule_wears_none() -> None:
    assert access.rules_of(lambda request: request) == ()


def test_two_rules_are_one_too_many() -> None:
    @access.public
    def view(request):
        return request

    with pytest.raises(access.RuleGivenTwiceError, match="already wears the access rule 'public'"):
        access.public(view)
