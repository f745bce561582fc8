"""Claims to contract: which documents speak of one contract, and one written-down policy per field."""

from __future__ import annotations

from guildhall.engine.resolve.facts import ClaimRow, Resolved, resolve
from guildhall.engine.resolve.identity import CodesOf, Group, contracts_of, process_key
from guildhall.engine.resolve.policies import POLICIES, Policy

__all__ = ["POLICIES", "ClaimRow", "CodesOf", "Group", "Policy", "Resolved", "contracts_of", "process_key", "resolve"]
