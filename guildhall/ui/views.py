"""Pages about the house itself: how it looks, and who can use it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guildhall.core.access import public
from guildhall.ui import guide


@public
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component, drawn from its own call, with one, many and none."""
    return render(request, "ui/style_guide.html.jinja", {"sections": guide.sections()})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and how it was checked."""
    return render(request, "ui/accessibility.html.jinja")
