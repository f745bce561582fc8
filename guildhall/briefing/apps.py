from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "guildhall.briefing"
    label = "briefing"
