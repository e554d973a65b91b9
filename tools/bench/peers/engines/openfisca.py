"""OpenFisca-Core: the decision as variables with formulas, one simulation for each case.

A case is the group and its contacts are the members, so that OpenFisca counts them itself.
"""

from typing import Any

import numpy
from engine import REASONS, TODAY, Answer, Case, Engine

PERIOD = "2024-03-18"

# The inputs of a case: name, type, and where they stand.
INPUTS: dict[str, tuple[type, tuple[str, ...]]] = {
    "status": (str, ("status",)),
    "order_active": (bool, ("order", "active")),
    "license_status": (str, ("parent", "license", "status")),
    "bankruptcy": (bool, ("bankruptcy",)),
    "appeal_pending": (bool, ("appeal_pending",)),
    "monthly_cents": (int, ("order", "monthly_cents")),
    "arrears_cents": (int, ("arrears_cents",)),
    "employment_status": (str, ("parent", "employment", "status")),
    "hardship": (bool, ("hardship",)),
    "last_payment_day": (int, ("last_payment_day",)),
    "commercial": (bool, ("parent", "license", "commercial")),
    "incarcerated": (bool, ("parent", "incarcerated")),
}
CONTACT_INPUTS: dict[str, type] = {"day": int, "channel": str, "outcome": str}


def make_system() -> Any:
    """The entities, inputs and formulas."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    contact = build_entity(key="contact", plural="contacts", label="", is_person=True)
    case = build_entity(
        key="case",
        plural="cases",
        label="",
        roles=[{"key": "member", "plural": "members", "label": ""}],
    )
    system = TaxBenefitSystem([contact, case])

    def declare(name: str, kind: type, entity: Any, formula: Any = None) -> None:
        content: dict[str, Any] = {
            "value_type": kind,
            "entity": entity,
            "definition_period": DateUnit.DAY,
        }
        if formula:
            content["formula"] = formula
        system.add_variable(type(name, (Variable,), content))

    for name, (kind, _) in INPUTS.items():
        declare(name, kind, case)
    for name, kind in CONTACT_INPUTS.items():
        declare(name, kind, contact)

    def recent(contacts, period):
        return TODAY - contacts("day", period) <= 180

    def arrived(contacts, period):
        outcome = contacts("outcome", period)
        answered = (outcome == "answered") * (contacts("channel", period) != "text")
        return contacts("recent", period) * ((outcome == "delivered") + answered)

    declare("recent", bool, contact, recent)
    declare("arrived", bool, contact, arrived)

    formulas = {
        "tried": (int, lambda c, p: c.sum(c.members("recent", p))),
        "delivered": (int, lambda c, p: c.sum(c.members("arrived", p))),
        "is_open": (bool, lambda c, p: c("status", p) == "open"),
        "case_not_open": (bool, lambda c, p: ~c("is_open", p)),
        "no_active_order": (bool, lambda c, p: c("is_open", p) * ~c("order_active", p)),
        "license_not_valid": (
            bool,
            lambda c, p: c("is_open", p) * (c("license_status", p) != "valid"),
        ),
        "stayed": (
            bool,
            lambda c, p: c("is_open", p) * (c("bankruptcy", p) + c("appeal_pending", p)),
        ),
        "ready": (
            bool,
            lambda c, p: c("is_open", p)
            * ~c("no_active_order", p)
            * ~c("license_not_valid", p)
            * ~c("stayed", p),
        ),
        "threshold": (
            int,
            lambda c, p: 250_000
            * numpy.where(c("employment_status", p) == "unemployed", 2, 1)
            * numpy.where(c("hardship", p), 3, 2)
            // 2,
        ),
        "arrears_over_threshold": (
            bool,
            lambda c, p: c("ready", p) * (c("arrears_cents", p) >= c("threshold", p)),
        ),
        "months_unpaid": (
            bool,
            lambda c, p: c("ready", p)
            * (c("monthly_cents", p) > 0)
            * (c("arrears_cents", p) // numpy.maximum(c("monthly_cents", p), 1) >= 3),
        ),
        "no_recent_payment": (
            bool,
            lambda c, p: c("ready", p) * (TODAY - c("last_payment_day", p) > 60),
        ),
        "notice_served": (bool, lambda c, p: c("ready", p) * (c("delivered", p) >= 2)),
        "notice_attempted": (
            bool,
            lambda c, p: c("ready", p) * (c("delivered", p) < 2) * (c("tried", p) >= 4),
        ),
        "commercial_review": (bool, lambda c, p: c("ready", p) * c("commercial", p)),
        "action": (
            str,
            lambda c, p: numpy.select(
                [
                    ~(c("arrears_over_threshold", p) * c("months_unpaid", p)),
                    ~(c("notice_served", p) + c("notice_attempted", p)),
                    c("commercial", p) + c("incarcerated", p),
                ],
                ["none", "notice", "review"],
                "suspend",
            ),
        ),
    }
    for name, (kind, formula) in formulas.items():
        declare(name, kind, case, formula)
    return system


def columns(cases: list[Case]) -> tuple[dict[str, Any], dict[str, Any], Any]:
    """The inputs of cases and of their contacts as arrays, and the case of each contact."""

    def value(case: Any, path: tuple[str, ...]) -> Any:
        for name in path:
            case = case[name]
        return case

    of_cases = {
        name: numpy.array([value(case, path) for case in cases])
        for name, (_, path) in INPUTS.items()
    }
    contacts = [contact for case in cases for contact in case["contacts"]]
    of_contacts = {
        name: numpy.array([contact[name] for contact in contacts]) for name in CONTACT_INPUTS
    }
    lengths = [len(case["contacts"]) for case in cases]
    return of_cases, of_contacts, numpy.repeat(numpy.arange(len(cases)), lengths)


class OpenFisca(Engine):
    package = "OpenFisca-Core"
    cases = 500
    note = "parsed in: the inputs are arrays already; a simulation is built for each case"

    def __init__(self) -> None:
        from openfisca_core.simulations import SimulationBuilder

        self.system = make_system()
        self.builder = SimulationBuilder

    def prepare(self, case: Case) -> Any:
        return columns([case])

    def simulate(self, prepared: Any) -> list[Answer]:
        of_cases, of_contacts, owners = prepared
        count = len(of_cases["status"])
        builder = self.builder()
        builder.create_entities(self.system)
        builder.declare_person_entity("contact", range(len(owners)))
        group = builder.declare_entity("case", range(count))
        builder.join_with_persons(group, owners, roles=numpy.array(["member"] * len(owners)))
        simulation = builder.build(self.system)
        for name, values in (of_cases | of_contacts).items():
            simulation.set_input(name, PERIOD, values)
        actions = simulation.calculate("action", PERIOD)
        found = {name: simulation.calculate(name, PERIOD) for name in REASONS}
        return [
            (str(actions[i]), [name for name in REASONS if found[name][i]])
            for i in range(count)
        ]

    def decide(self, prepared: Any) -> Answer:
        return self.simulate(prepared)[0]


def make() -> Engine:
    return OpenFisca()
