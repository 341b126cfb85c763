"""Forms are frozen once a call is public: whoever wants to change one makes a new version and puts it in force."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.calls.checks import form_problems
from programs.calls.models import Call, EligibilityRule, Form, Question
from programs.calls.states import CallState


def _copied(row: Any, **changes: Any) -> Any:
    """The same row once more, not stored yet."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row)(**{**values, **changes})


@transaction.atomic
def copy_form(form_id: int, *, by: Any) -> Form:
    """A next version with the same sections, questions and rules, open to change."""
    form = Form.objects.select_for_update(no_key=True).get(pk=form_id)
    latest = Form.objects.filter(name=form.name).aggregate(latest=Max("version"))["latest"]
    copy = Form.objects.create(name=form.name, version=latest + 1, previous=form)
    for section in form.sections.prefetch_related("questions"):
        new = _copied(section, form_id=copy.pk)
        new.save(force_insert=True)
        Question.objects.bulk_create(_copied(question, section_id=new.pk) for question in section.questions.all())
    EligibilityRule.objects.bulk_create(_copied(rule, form_id=copy.pk) for rule in form.rules.all())
    record("copy", copy, by=by, previous=form.pk)
    return copy


@transaction.atomic
def correct_form(call_id: int, *, by: Any) -> Form:
    """Opens a version to correct; the call keeps the old one until `put_in_force`."""
    call = Call.objects.locked().get(pk=call_id)
    if call.form is None or call.form.frozen_at is None:
        raise Refused(_("The form of this call is not frozen: change it directly."))
    waiting = Form.objects.filter(previous=call.form, frozen_at=None, calls=None).first()
    return waiting or copy_form(call.form.pk, by=by)


@transaction.atomic
def put_in_force(call_id: int, *, form_id: int, by: Any) -> Call:
    """The call asks the corrected questions from now on. Drafts are carried over; what was sent keeps its own version.

    Answers are kept by question key, so those to removed questions stay stored and readable beside the form.
    """
    call = Call.objects.locked().get(pk=call_id)
    form = Form.objects.select_for_update(no_key=True).get(pk=form_id)
    if call.state == CallState.ARCHIVED or form.pk == call.form_id:
        raise Refused(_("This form cannot be put in force here."))
    before, call.form = call.form, form
    if gaps := form_problems(call):
        raise Refused(" ".join(gaps))
    if call.state == CallState.PUBLISHED and form.frozen_at is None:
        form.frozen_at = timezone.now()
        form.save(update_fields=["frozen_at"])
    call.save(update_fields=["form"])
    carried = call.applications.drafts().update(form=form)
    record("put_in_force", call, by=by, form=str(form), before=str(before), drafts=carried)
    return call
