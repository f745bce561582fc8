"""Which mentions of suppliers are one supplier.

Number first: mentions with one company number are one supplier whatever they are called, numbers being repaired of
slips of the hand; then other numbers, then names, postcodes and spellings as a trained judge sees them (`linkage`).
Mentions with different company numbers are never one by name alone. A person's judgements win over everything. Numbers
that a service mints anew for each notice say nothing of who somebody is.
"""

from guildhall.engine.link.suppliers.found import NameRow, Supplier
from guildhall.engine.link.suppliers.sightings import Seen, Sightings, mention_key, merge, note
from guildhall.engine.link.suppliers.suppliers import COMPANY, Suppliers, identified, link

__all__ = [
    "COMPANY", "NameRow", "Seen", "Sightings", "Supplier", "Suppliers", "identified", "link", "mention_key", "merge", "note",
]  # fmt: skip
