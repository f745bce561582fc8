from django.urls import path

from guildhall.briefing import views
from guildhall.core.formats import twins

urlpatterns = [
    path("", views.home, name="home"),
    *twins("map", views.council_map, name="council_map", forms=("json", "csv")),
    *twins("councils/<slug:slug>/briefing", views.briefing, name="briefing"),
]
