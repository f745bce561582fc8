from django.urls import path

from guildhall.ui import views

urlpatterns = [
    path("style-guide/", views.style_guide, name="style_guide"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
