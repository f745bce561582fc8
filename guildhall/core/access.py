"""Who may see a view. Every view wears exactly one access rule; a house test walks all addresses and checks it.

Reading needs no account (product rule 7), so `public` is the only rule there is so far.
"""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class RuleGivenTwiceError(TypeError):
    """A view wears one access rule, never two."""


def public(view: View) -> View:
    """Anybody may read this page, without an account."""
    return _wear(view, "public")


def rules_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """The access rules a view wears: one, or none when somebody forgot."""
    return getattr(view, "access_rules", ())


def _wear(view: View, rule: str) -> View:
    if rules_of(view):
        raise RuleGivenTwiceError(f"{view.__qualname__} already wears the access rule {rules_of(view)[0]!r}")
    view.access_rules = (rule,)  # type: ignore[attr-defined] -- a function carries its rule as an attribute
    return view
