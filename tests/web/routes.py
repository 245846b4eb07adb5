"""Every address of the portal, as the URL resolver knows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver


@dataclass(frozen=True)
class Route:
    """A pattern: its full name and the parameters of its address. Unnamed patterns carry what they match."""

    name: str
    parameters: tuple[str, ...]


def routes(
    resolver: URLResolver | None = None, namespace: str = "", above: tuple[str, ...] = ()
) -> Iterator[Route]:
    """All of them, includes and the admin too."""
    for pattern in (resolver or get_resolver()).url_patterns:
        parameters = (*above, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name or pattern.pattern}", parameters)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner, parameters)


def models_of_the_admin() -> dict[str, type]:
    """Every model with pages in the admin, by `app_model` as the names of its routes have it."""
    return {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}


def of_a_model(route: Route) -> tuple[str, str] | None:
    """(`app_model`, page) for the pages that the admin makes for every model by itself."""
    page = route.name.rpartition("_")[2]
    model = route.name.removeprefix("admin:").removesuffix(f"_{page}")
    known = page in ("changelist", "add", "change", "delete", "history") and model in models_of_the_admin()
    return (model, page) if known else None
