"""Nobody forgets a model: whatever holds something about a person is declared with its purpose and its erasure."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise

from incubator.accounts.personal_data import holdings

OURS = ("incubator", "startups", "programs", "events", "services")
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
#: Models with text that say nothing about a person, and why. Whoever adds a model declares it or gives the reason here.
NOTHING_PERSONAL = {
    "accounts.Notice": "the public text of the notice",
    "account.EmailConfirmation": "not used: keys are signed, not stored",
    "admin.LogEntry": "which officer changed which row; the journal is what we declare",
    "sessions.Session": "an opaque key that ends with the session; accounts.privacy deletes it with the account",
    "auth.Group": "not used",
    "auth.Permission": "names of rights",
    "contenttypes.ContentType": "names of models",
    "outbox.Heartbeat": "names of ticks",
    "outbox.Pause": "why the mail line pauses",
    "outbox.Suppression": "a fingerprint of an address, kept so that it is not written to again",
    "startups.Alias": "former names of companies",
    "startups.Organisation": "legal bodies",
    "startups.OrganisationName": "former names of legal bodies",
    "startups.ImportBatch": "lists of companies that staff bring in",
    "programs.Partner": "legal bodies with an agreement",
    "programs.Programme": "public words of a programme",
    "programs.Cohort": "public words of a cohort",
    "programs.Call": "public words of a call",
    "programs.Form": "questions that everybody reads",
    "programs.Section": "questions that everybody reads",
    "programs.Question": "questions that everybody reads",
    "programs.EligibilityRule": "conditions that everybody reads",
    "programs.QuestionAndAnswer": "public questions, without who asked",
    "programs.ClosingChange": "when a call closes; which officer moved it is in the journal",
    "startups.Startup": "the record of a company, which its team keeps; contact address and telephone are the company's",
    "programs.Enrolment": "the seat of a startup; which officer enrolled it is in the journal",
    "programs.Decision": "what became of a startup's file, told to its team; which officer decided is in the journal",
    "programs.PlanTemplate": "names of plans",
    "programs.GraduationCriterion": "what a programme asks of every startup",
    "programs.TemplateMilestone": "what a programme asks of every startup",
    "programs.Site": "places of the house",
    "reports.Convention": "what was agreed with a legal body; who reads for it is its mandates",
    "reports.Target": "figures promised",
    "programs.Holiday": "days on which the house is closed",
    "events.Theme": "what events are about",
    "events.Series": "events made together",
    "events.Event": "public words of an event",
    "events.Material": "papers of an event; which officer added them is in the journal",
    "events.Question": "questions that everybody reads",
    "events.Resource": "rooms and equipment",
    "events.Allocation": "when a room is taken, and by which event",
    "events.Session": "when an event is",
    "events.Talk": "the agenda of an event, which everybody reads",
    "events.Message": "what staff wrote to those who are registered; which officer did is in the journal",
    "programs.CohortMessage": "what staff wrote to a cohort; which officer did is in the journal",
    "events.Inspection": "what a recount of places found",
    "services.Service": "public words of a service",
    "services.Receipt": "that a startup was given a service",
    "services.AccountInspection": "what a recount of accounts and meetings found",
    "services.FundingSource": "budgets of partners",
    "programs.Period": "days of a reporting period of a cohort",
    "programs.Value": "figures of a startup",
    "services.Approach": "when an organisation was asked whether it wants to meet a startup, and what it answered",
    "services.Instrument": "public words of a financing scheme",
    "services.Paper": "names of papers that a scheme asks for",
    "services.CostLine": "costs of a startup's project",
    "services.PrototypeDetails": "what is made, of what and how; who asked for it is in the request",
    "programs.Publication": "when decisions left; which officer published is in the journal",
}


def watched():
    """Models of ours, and of libraries those that point to a person."""
    for model in apps.get_models(include_auto_created=True):
        is_ours = model.__module__.split(".")[0] in OURS
        if is_linked(model) or (
            is_ours and any(isinstance(f, TEXTS) and not f.choices for f in model._meta.local_fields)
        ):
            yield model


def is_linked(model):
    people = settings.AUTH_USER_MODEL
    return any(
        f.is_relation and f.related_model and f.related_model._meta.label == people for f in model._meta.local_fields
    )


def test_every_model_that_may_know_a_person_is_declared():
    missing = [
        m._meta.label
        for m in watched()
        if m._meta.label_lower not in holdings and m._meta.label not in NOTHING_PERSONAL and not m._meta.auto_created
    ]

    assert not missing, (
        f"declare these in AppConfig.ready (incubator.accounts.personal_data.declare) with purpose, basis, months, export and erase, "
        f"or say in NOTHING_PERSONAL why they hold nothing about a person: {missing}"
    )


def test_every_declared_model_exists():
    known = {model._meta.label_lower for model in apps.get_models()}

    assert set(holdings) <= known, set(holdings) - known


def test_no_reason_is_left_over():
    known = {model._meta.label for model in apps.get_models()}

    assert set(NOTHING_PERSONAL) <= known, set(NOTHING_PERSONAL) - known
    assert not {label.lower() for label in NOTHING_PERSONAL} & set(holdings)


def test_every_holding_says_why_how_long_and_on_what_ground():
    wordless = [h.model for h in holdings.values() if not (h.purpose and h.basis and 0 < h.months <= 120)]
    untranslated = [
        h.model for h in holdings.values() if not (isinstance(h.purpose, Promise) and isinstance(h.basis, Promise))
    ]

    assert not wordless, wordless
    assert not untranslated, f"purpose and basis are read on a page, so they are gettext_lazy: {untranslated}"


def test_every_holding_can_be_given_and_erased_for_a_person_without_anything(db, stranger):
    for holding in reversed(holdings.values()):
        assert all(isinstance(row, dict) for row in holding.export(stranger)), holding.model
        assert list(holding.files(stranger)) == [], holding.model
        holding.erase(stranger)

    stranger.refresh_from_db()
    assert stranger.erased_at
