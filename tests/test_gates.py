"""Every view of ours wears a gate; every route stands in the permission matrix."""

from django.urls import URLPattern, URLResolver, get_resolver

from incubator.guards import TRUSTED


def routes(patterns=None, prefix="", namespace=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from routes(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
            yield name, route, pattern.callback


def is_trusted(name, view):
    module = getattr(view, "__module__", "") or ""
    return module.startswith(TRUSTED) or name.startswith("admin:")


def test_every_view_of_ours_wears_a_gate():
    bare = [name for name, _route, view in routes() if not hasattr(view, "gate") and not is_trusted(name, view)]
    assert bare == [], f"give these views a gate of incubator/access.py: {bare}"


def test_one_page_has_one_name():
    ours = [(name, view) for name, _route, view in routes() if hasattr(view, "gate")]
    wrong = [f"{name} is drawn by {view.__name__}" for name, view in ours if name.split(":")[-1] != view.__name__]
    assert wrong == [], wrong
