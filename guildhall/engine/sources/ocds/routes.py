"""How a contract was bought, from the words of the notice to `codes.ROUTES`."""

from __future__ import annotations

from functools import lru_cache

_EXACT = {
    "open procedure": "open",
    "below threshold - open competition": "open",
    "open procedure (above threshold)": "open",
    "open procedure (below threshold)": "open",
    "open procedure (ojeu)": "open",
    "open (non-ojeu)": "open",
    "competitive flexible procedure": "competitive_flexible",
    "competitive procedure with negotiation (above threshold)": "competitive_flexible",
    "competitive procedure with negotiation": "competitive_flexible",
    "negotiated procedure with prior call for competition": "competitive_flexible",
    "negotiated procedure with prior publication": "competitive_flexible",
    "negotiated procedure": "competitive_flexible",
    "competitive dialogue": "competitive_flexible",
    "competitive dialog": "competitive_flexible",
    "competitive dialogue (ojeu)": "competitive_flexible",
    "competitive dialogue (above threshold)": "competitive_flexible",
    "innovation partnership": "competitive_flexible",
    "restricted procedure": "limited",
    "restricted procedure (ojeu)": "limited",
    "restricted procedure (above threshold)": "limited",
    "below threshold - limited competition": "limited",
    "below threshold - without competition": "direct",
    "direct award": "direct",
    "single tender action (below threshold)": "direct",
    "single tender action (non-ojeu)": "direct",
    "award procedure without prior publication of a call for competition": "direct",
    "negotiated without publication of a contract notice": "direct",
    "negotiated procedure without prior publication (above threshold)": "direct",
    "negotiated procedure without prior publication (ojeu)": "direct",
    "negotiated procedure without prior publication": "direct",
    "award under framework": "call_off",
    "below threshold - award under framework": "call_off",
    "call-off from a framework agreement": "call_off",
    "call off from a framework agreement": "call_off",
    "call-off from a dynamic purchasing system": "call_off",
    "catalogue purchase": "call_off",
    "competitive quotation (below threshold)": "quote",
    "competitive quotation (non-ojeu)": "quote",
    "request for quotation": "quote",
    "dynamic market": "other",
}
_UNKNOWN = frozenset({"", "other", "not specified", "not applicable", "below threshold - unknown", "n/a", "unknown"})
# Free text after "Other - ": the first word found decides, so the more telling words stand first.
_TELLING = (
    ("call-off", "call_off"), ("call off", "call_off"), ("further competition", "call_off"),
    ("framework", "call_off"), ("dps", "call_off"), ("dynamic purchasing", "call_off"), ("approved list", "call_off"),
    ("direct", "direct"), ("waiver", "direct"), ("exemption", "direct"), ("single tender", "direct"),
    ("without prior publication", "direct"), ("without competition", "direct"), ("regulation 32", "direct"),
    ("veat", "direct"), ("quot", "quote"), ("rfq", "quote"), ("competitive flexible", "competitive_flexible"),
    ("negotiat", "competitive_flexible"), ("dialogue", "competitive_flexible"), ("restricted", "limited"),
    ("limited", "limited"), ("open", "open"),
)  # fmt: skip
_METHODS = {"open": "open", "selective": "limited", "limited": "limited", "direct": "direct"}


@lru_cache(maxsize=4096)
def route(details: str, method: str) -> str:
    """A key of `codes.ROUTES`, or empty when the notice does not tell.

    `method` is the plain OCDS code and decides only where the words are silent: OCDS calls an award without a call
    for competition `limited`, while Find a Tender writes `limited` for a limited competition too.
    """
    words = " ".join(details.lower().split())
    if found := _EXACT.get(words):
        return found
    bare = words.removeprefix("other").strip(" -:")
    if bare in _UNKNOWN or words in _UNKNOWN:
        return _METHODS.get(method, "")
    for telling, found in _TELLING:
        if telling in bare:
            return found
    return _METHODS.get(method, "other")


@lru_cache(maxsize=4096)
def below_threshold(details: str) -> bool:
    """True if the words of the procedure say that the contract lies below the thresholds."""
    return "below threshold" in details.lower()
