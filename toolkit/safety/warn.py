"""Warnings for a plan: every rule is held against every treatment, session and scar."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace

from toolkit.evidence import value
from toolkit.patient import Patient
from toolkit.plan import Plan, Session
from toolkit.safety.caution import KINDS, Caution
from toolkit.safety.dose import Dose, doses_of
from toolkit.safety.facts import Scar, Visit, scars_of, visits_of
from toolkit.safety.rules import Rule, rules, words
from toolkit.section import Section

ROUND_OFF = 1e-9  #: weeks; a gap of four weeks made of thirds is four weeks


def warnings_for(
    section: Section, plan: Plan | Sequence[Session], patient: Patient | None = None
) -> tuple[Caution, ...]:
    """Return what a doctor would say about a plan before it begins.

    Parameters
    ----------
    section
        The skin before the first session, with one scar or several.
    plan
        Which treatments, when.
    patient
        Whose skin it is; nobody with a reason for care if left out.

    Returns
    -------
    tuple of Caution
        The weightiest kind first, then by week. Each caution is said once, in the week in which
        it first holds. Nothing to say about an empty plan.

    Raises
    ------
    ValueError
        If the section is not one slice of skin, the plan is not possible, or the patient is none.

    Notes
    -----
    Rules are tables beside this module, and their limits are rows of the evidence table. Where
    sources disagree, ``why`` says both. All treatments of a plan are taken to meet the same skin.
    What this leaves out: infection, medicines that are not traits of a patient, anaesthesia, what
    one treatment does to the depth of the next, and everything that a doctor sees at a glance. An
    answer without cautions is no permission.

    References
    ----------
    Each caution's ``source``; "chosen" where no source was read.

    Examples
    --------
    >>> from toolkit import TREATMENTS, Plan, rolling
    >>> plan = Plan.every(TREATMENTS["tca_cross"](), sessions=2, weeks_apart=1)
    >>> [(caution.kind, caution.scar) for caution in warnings_for(rolling(), plan)]
    [('not_indicated', 'rolling'), ('too_close', None), ('needs_medical_check', None)]
    """
    patient = Patient() if patient is None else patient
    _check(section, patient)
    plan = plan if isinstance(plan, Plan) else Plan(tuple(plan))
    found = {}
    for rule, visit, scar, facts in _cases(section, visits_of(plan), patient):
        caution = _caution(rule, visit, scar, facts)
        found.setdefault((caution.rule, caution.treatment, caution.scar, caution.message), caution)
    return tuple(sorted(found.values(), key=lambda one: (KINDS.index(one.kind), one.week)))


def _check(section, patient):
    if not isinstance(section, Section):
        raise ValueError(f"section is {section!r}; it must be a section of skin")
    if section.collagen.ndim != 2:
        shape = section.collagen.shape
        raise ValueError(f"section holds collagen of shape {shape}; it must be one slice of skin")
    if not isinstance(patient, Patient):
        raise ValueError(f"patient is {patient!r}; it must be a Patient or None")


def _cases(section, visits, patient) -> Iterator[tuple[Rule, Visit, Scar | None, dict]]:
    """Yield each rule that is met, with the visit and the scar that meet it, and the facts."""
    creams = words()["groups"]["creams"]
    plan = SimpleNamespace(creams_only=all(visit.name in creams for visit in visits))
    same = {"patient": patient, "plan": plan, "skin": section.layers}
    scars = scars_of(section)
    for visit, dose in zip(visits, doses_of(section, visits)):
        for rule in (rule for rule in rules() if rule.concerns(visit.name, visit.beside)):
            facts = {**same, **_about(visit, dose, rule)}
            yield from ((rule, visit, scar, facts) for scar in _meeting(rule, scars, facts))


def _about(visit, dose: Dose, rule):
    """Return the facts about one treatment of a plan, as a rule counts its weeks."""
    gap_weeks = visit.gap_weeks(rule.counts_from(visit.name))
    session = SimpleNamespace(
        gap_weeks=gap_weeks and gap_weeks + ROUND_OFF,
        again=visit.again,
        wounds_in_use=visit.wounds_in_use,
    )
    return {"treatment": visit.treatment, "dose": dose, "session": session}


def _meeting(rule, scars, facts):
    """Return the scars that meet a rule; None stands for a rule that is about no scar."""
    concerned = [scar for scar in scars if scar.name in rule.scar] if rule.scar else [None]
    return [
        scar
        for scar in concerned
        if all(condition.holds({**facts, "scar": scar}) for condition in rule.when)
    ]


def _caution(rule, visit, scar, facts):
    told = _Told(
        treatment=_in_words(visit),
        depth_mm=facts["dose"].depth_mm,
        skin_mm=facts["skin"].skin_mm,
    )
    return Caution(
        kind=rule.kind,
        rule=rule.name,
        treatment=None if rule.once else visit.name,
        scar=scar and scar.name,
        week=visit.week,
        message=rule.message.format_map(told),
        why=rule.why.format_map(told),
        source=rule.source,
    )


def _in_words(visit):
    plain = words()["treatments"]
    return plain.get(visit.name, (visit.name or "this treatment").replace("_", " "))


class _Told(dict):
    """What the braces of a sentence stand for: words given here, else rows of the evidence."""

    def __missing__(self, name):
        return value(name)
