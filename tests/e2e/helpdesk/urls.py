"""The helpdesk at the root, and nothing else."""

from django.urls import include, path  # type: ignore[import-untyped]

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
