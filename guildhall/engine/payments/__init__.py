"""Payments on their way from the drafts of reading to the register: linked to suppliers, said once, in order."""
