"""What refers to a record, asked of every relation there is: lower units cannot name the higher ones, the registry of models can."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model

from incubator.documents.models import Document


def uses(model: type[Model], pks: Sequence[int], *, besides: frozenset[str] = frozenset()) -> dict[int, list[str]]:
    """{pk: what uses it, in words} for those of the records that something refers to; one query for each relation.

    `besides` names models whose rows are part of the record.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for relation in _relations(model):
        if relation.related_model._meta.label_lower in besides:
            continue
        rows: Any = relation.related_model._base_manager
        field = relation.field
        for pk in rows.filter(**{f"{field.name}__in": pks}).values_list(field.attname, flat=True).distinct():
            found[pk].append(str(relation.related_model._meta.verbose_name_plural))
    documents = Document.objects.filter(kind=model._meta.label_lower, key__in=[str(pk) for pk in pks], removed_at=None)
    for key in documents.values_list("key", flat=True).distinct():
        found[int(key)].append(str(Document._meta.verbose_name_plural))
    return dict(found)


def _relations(model: type[Model]) -> Iterator[Any]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            yield relation
