"""What the twenty indicators of the programme are, in words (domain.md 2.3). Codes of IRIS+ that are not confirmed are not printed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.reports.dimensions import INSTRUMENTS
from incubator.reports.units import Indicator, Unit
from programs.applications.states import ApplicationState
from programs.statements.states import Evidence
from services.catalogue.states import ServiceKind


def _all(unit: Unit, *names: str) -> dict[str, Unit]:
    return dict.fromkeys(names, unit)


_APPLICANTS = {
    "applicants": _("Applicants whose founders are known"),
    "applicants_led": _("Applicants with half or more"),
    "applicants_share": _("Share among applicants"),
}
_LASTS = {
    "survival_12": _("Survival after 12 months"),
    "prudent_12": _("After 12 months, the unknown counted as not alive"),
    "left_12": _("Left 12 months ago or longer"),
    "unknown_12": _("Of them, what became is not known"),
    "survival_36": _("Survival after 36 months"),
    "prudent_36": _("After 36 months, the unknown counted as not alive"),
    "left_36": _("Left 36 months ago or longer"),
    "unknown_36": _("Of them, what became is not known"),
    "survival_60": _("Survival after 60 months"),
    "prudent_60": _("After 60 months, the unknown counted as not alive"),
    "left_60": _("Left 60 months ago or longer"),
    "unknown_60": _("Of them, what became is not known"),
}
_ALL = (
    Indicator(
        "I01",
        _("Applications received"),
        Unit.FILES,
        _(
            "Files sent within the window of a call; drafts are not counted, nor a file of the same project in the same call that was sent before."
        ),
        "UBI · GALI",
        parts={
            "drafts": _("Drafts, not counted"),
            "duplicates": _("Sent again, not counted"),
            **{f"state_{state.value}": state.label for state in ApplicationState},
        },
    ),
    Indicator(
        "I02",
        _("Selection rate"),
        Unit.PERCENT,
        _("Admitted, of the files that are eligible; the waiting list counts only once it is called up."),
        "GALI · UBI",
        parts={
            "admitted": pgettext_lazy("indicator", "Admitted"),
            "eligible": pgettext_lazy("indicator", "Eligible"),
            "submitted": _("Files received"),
            "waiting": _("On the waiting list"),
            "gross": _("Gross rate, of all files received"),
        },
        units=_all(Unit.PERCENT, "gross"),
    ),
    Indicator(
        "I03",
        _("Led by women"),
        Unit.PERCENT,
        _("Startups of which half or more of the founders are women, of those whose founders all told."),
        _("IRIS+ PI7869 · SDG 5. Founders as of entry."),
        parts={"led": _("Led by women"), **_APPLICANTS},
        units=_all(Unit.PERCENT, "applicants_share"),
    ),
    Indicator(
        "I04",
        _("Led by young people"),
        Unit.PERCENT,
        _("Startups of which half or more of the founders are 35 or younger, of those whose ages are known."),
        _("SDG 8. Founders as of entry."),
        parts={"led": _("Led by young people"), **_APPLICANTS},
        units=_all(Unit.PERCENT, "applicants_share"),
    ),
    Indicator(
        "I05",
        _("Startups accompanied"),
        Unit.STARTUPS,
        _(
            "Startups in a programme for at least a day of the period that received a service or attended a session in it."
        ),
        "IRIS+ PI9652",
        parts={"active": _("In a programme in the period"), "since_launch": _("Accompanied since the launch")},
    ),
    Indicator(
        "I06",
        _("Territorial opening"),
        Unit.PERCENT,
        _("Startups accompanied outside Casablanca-Settat and Rabat-Salé-Kénitra, of all that are accompanied."),
        _("Region as of entry."),
        parts={"outside": _("Outside the two regions"), "regions": _("Regions with at least one")},
    ),
    Indicator(
        "I07",
        _("Hours of support"),
        Unit.HOURS,
        _("Length of the sessions that took place; a group session counts for each startup that was there."),
        _("IRIS+ PI5683. A desk or a machine without somebody who receives the startup is not counted."),
        parts={
            "intensity": _("Hours for each startup accompanied"),
            "quota_use": _("Credits used, of those allowed"),
            "allowed": _("Credits allowed"),
            "received": _("Credits used"),
            **{f"hours_{kind.value}": kind.label for kind in ServiceKind},
        },
        units={
            **_all(Unit.HOURS, "intensity", *(f"hours_{kind.value}" for kind in ServiceKind)),
            **_all(Unit.PERCENT, "quota_use"),
        },
    ),
    Indicator(
        "I08",
        _("People at events"),
        Unit.PEOPLE,
        _(
            "People who came, each counted once; attendance is of the confirmed registrations, without those cancelled before the deadline."
        ),
        parts={
            "came": _("Registrations that came"),
            "confirmed": _("Registrations confirmed"),
            "events": _("Events"),
            "rate": _("Attendance"),
        },
        units=_all(Unit.PERCENT, "rate"),
    ),
    Indicator(
        "I09",
        _("Completion rate"),
        Unit.PERCENT,
        _(
            "Graduates, of the startups that entered a cohort that has ended; who left or was excluded is counted, who moved to another programme is not."
        ),
        "infoDev · UBI",
        parts={
            "graduates": pgettext_lazy("indicator", "Graduates"),
            "entered": pgettext_lazy("indicator", "Entered"),
            "transferred": _("Moved to another programme, not counted"),
        },
    ),
    Indicator(
        "I10",
        pgettext_lazy("indicator", "Satisfaction"),
        Unit.MARK,
        _(
            "Mean of the ratings from 1 to 5 after meetings and trainings; the net promoter score: share of 9 and 10 less that of 0 to 6."
        ),
        collected="D",
        parts={
            "answers": _("Answers"),
            "asked": _("Meetings and trainings that may be rated"),
            "response_rate": _("Response rate"),
            "nps": _("Net promoter score"),
            "nps_answers": _("Answers to the question of the end"),
            "nps_asked": pgettext_lazy("indicator", "Graduates"),
        },
        units=_all(Unit.PERCENT, "response_rate"),
    ),
    Indicator(
        "I11",
        _("Introductions that succeeded"),
        Unit.PERCENT,
        _(
            "Introductions that led to a contract, an order, a pilot, a partnership, an investment or a hire, of those made 90 days ago or longer."
        ),
        _("UBI. Each introduction counts in the period in which its 90 days end."),
        collected="M",
        parts={
            "made": _("Introductions made"),
            "won": pgettext_lazy("indicator", "Succeeded"),
            "answered": _("With an answer"),
        },
    ),
    Indicator(
        "I12",
        pgettext_lazy("indicator", "Jobs"),
        Unit.FTE,
        _("Paid staff at the end of the period in full-time equivalents, founders apart, and the share of women."),
        "IRIS+ OI8869 · GALI · SDG 5 · SDG 8",
        collected="D",
        parts={"women": pgettext_lazy("indicator", "Women"), "women_share": _("Share of women, where both are known")},
        units={"women": Unit.FTE, "women_share": Unit.PERCENT},
    ),
    Indicator(
        "I13",
        _("Net jobs created"),
        Unit.FTE,
        _("Staff at the end of the period less staff at entry, of the startups that told both; losses are counted."),
        "EBN",
        collected="D",
        parts={"created": pgettext_lazy("indicator", "Created"), "lost": pgettext_lazy("indicator", "Lost")},
        units=_all(Unit.FTE, "created", "lost"),
    ),
    Indicator(
        "I14",
        pgettext_lazy("indicator", "Revenue"),
        Unit.MAD,
        _("Sum and median of the revenue of the last closed calendar year, and the share of exports."),
        "GALI · IRIS+ PI5920",
        collected="D",
        parts={
            "median": pgettext_lazy("indicator", "Median"),
            "exports_share": _("Share of exports, where both are known"),
        },
        units={"median": Unit.MAD, "exports_share": Unit.PERCENT},
    ),
    Indicator(
        "I15",
        _("Median growth of revenue"),
        Unit.PERCENT,
        _("Median of the growth of revenue on the year before, of the startups that had revenue in it."),
        "GALI",
        collected="D",
    ),
    Indicator(
        "I16",
        _("Funding raised"),
        Unit.MAD,
        _(
            "Money signed in the period, by instrument; what the programme itself gives is not counted. Signed is not paid."
        ),
        _(
            "GALI · UBI · EBN. What a startup declared counts; where it did not, awards of other funders known to the portal."
        ),
        collected="D",
        parts={**INSTRUMENTS, "paid": pgettext_lazy("indicator", "Paid")},
        units=_all(Unit.MAD, *INSTRUMENTS, "paid"),
    ),
    Indicator(
        "I17",
        pgettext_lazy("indicator", "Leverage"),
        Unit.RATIO,
        _("Money raised since entry for each dirham of grants of the programme paid to the same startups."),
        parts={"mobilised": _("Money raised since entry"), "granted": _("Grants of the programme paid")},
        units=_all(Unit.MAD, "mobilised", "granted"),
    ),
    Indicator(
        "I18",
        pgettext_lazy("indicator", "Survival"),
        Unit.PERCENT,
        _(
            "Startups that are still active, of those that left the programme 12, 36 or 60 months ago or longer; the unknown are told apart."
        ),
        "EBN · infoDev",
        collected="M",
        parts=_LASTS,
        units=_all(Unit.PERCENT, *(name for name in _LASTS if name.startswith(("survival", "prudent")))),
    ),
    Indicator(
        "I19",
        _("Progress in maturity"),
        Unit.POINTS,
        _(
            "Mean of the latest technology readiness level less that at entry, of the startups that stay or have graduated."
        ),
        collected="M",
        parts={
            "gained_share": _("Gained a level or more"),
            "stage_share": _("Gained a stage or more"),
            "prototypes": _("Prototypes delivered"),
            "products": _("Products industrialised"),
        },
        units=_all(Unit.PERCENT, "gained_share", "stage_share"),
    ),
    Indicator(
        "I20",
        _("Emissions avoided"),
        Unit.TONNES,
        _(
            "Units sold, times what the replaced solution emits in its life less what the product does; sums over several methods are marked."
        ),
        _("IRIS+ PI5376 · SDG 13. With the method and how it is known."),
        collected="D",
        parts={
            **{level.value: level.label for level in Evidence},
            "methods": _("Different methods"),
            "mixed": _("Methods are mixed (1: yes)"),
        },
        units=_all(Unit.TONNES, *(level.value for level in Evidence)),
    ),
)
#: In the order I01 to I20.
INDICATORS: dict[str, Indicator] = {one.code: one for one in _ALL}
#: The four figures that a report opens with.
HEADLINES = ("I05", "I12", "I14", "I16")
