"""Every address of the site, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("guildhall.briefing.urls")),
    path("", include("guildhall.rooms.councils.urls")),
    path("", include("guildhall.rooms.contracts.urls")),
    path("", include("guildhall.ui.urls")),
]
handler404 = "guildhall.briefing.views.not_found"
handler500 = "guildhall.briefing.views.broken"
