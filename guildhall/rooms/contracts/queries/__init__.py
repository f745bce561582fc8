"""Every read of contracts that other parts of the site need; the rest stands in the modules beside this one."""

from guildhall.rooms.contracts.queries.council import views_for_brief
from guildhall.rooms.contracts.queries.national import National, national_picture, newest_changes

__all__ = ["National", "national_picture", "newest_changes", "views_for_brief"]
