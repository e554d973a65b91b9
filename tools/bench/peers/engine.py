"""What every engine of the comparison offers."""

import json
from typing import Any

TODAY = 19_800

Case = dict[str, Any]
Answer = tuple[str, list[str]]

# The order in which license.lua finds its reasons; engines that answer with a set are sorted by it.
REASONS = [
    "case_not_open",
    "no_active_order",
    "license_not_valid",
    "stayed",
    "arrears_over_threshold",
    "months_unpaid",
    "no_recent_payment",
    "notice_served",
    "notice_attempted",
    "commercial_review",
]


class Engine:
    """One policy engine with the license decision loaded.

    `prepare` is what a host does once when a case arrives as parsed data; it is not measured in the
    column "parsed in". `decide_json` is measured whole.
    """

    #: The package whose version is reported.
    package = ""
    #: How many cases a measured pass decides: fewer for slow engines.
    cases = 10_000
    #: What must be known to read the figures.
    note = ""

    def prepare(self, case: Case) -> Any:
        return case

    def decide(self, prepared: Any) -> Answer:
        raise NotImplementedError

    def decide_json(self, text: bytes) -> str:
        action, reasons = self.decide(self.prepare(json.loads(text)))
        return json.dumps({"action": action, "reasons": reasons})

    # An engine that is made for many cases at once overrides these three.

    def prepare_all(self, cases: list[Case]) -> Any:
        return [self.prepare(case) for case in cases]

    def decide_all(self, prepared: Any) -> list[Answer]:
        decide = self.decide
        return [decide(one) for one in prepared]

    def decide_all_json(self, texts: list[bytes]) -> list[str]:
        decide_json = self.decide_json
        return [decide_json(text) for text in texts]


def in_order(reasons: Any) -> list[str]:
    """The reasons of a set in the order of license.lua."""
    return sorted(reasons, key=REASONS.index)


def contact_counts(case: Case) -> tuple[int, int]:
    """Recent contacts that arrived, and all recent ones.

    For engines whose language can't count over a list of records.
    """
    delivered = tried = 0
    for contact in case["contacts"]:
        if TODAY - contact["day"] <= 180:
            tried += 1
            outcome = contact["outcome"]
            if outcome == "delivered" or (
                outcome == "answered" and contact["channel"] != "text"
            ):
                delivered += 1
    return delivered, tried
