"""Cedar through cedarpy, policies parsed once; the host counts contacts for it."""

import pathlib
import re
from typing import Any

from engine import Answer, Engine, contact_counts, in_order

POLICY = pathlib.Path(__file__).parents[1] / "license.cedar"
ACTION = "action: "


class Cedar(Engine):
    package = "cedarpy"
    cases = 5_000
    note = "the host counts the contacts, which Cedar can't"

    def __init__(self) -> None:
        import cedarpy

        text = POLICY.read_text()
        self.policies = cedarpy.PolicySet.from_str(text)
        self.entities = cedarpy.Entities.from_json_str("[]")
        self.is_authorized = cedarpy.is_authorized
        # Policies are told by their number in the file.
        names = re.findall(r'^@id\("(.*)"\)$', text, re.MULTILINE)
        self.names = {f"policy{number}": name for number, name in enumerate(names)}

    def decide(self, prepared: Any) -> Answer:
        delivered, tried = contact_counts(prepared)
        request = {
            "principal": 'Parent::"p"',
            "action": 'Action::"decide"',
            "resource": 'License::"l"',
            "context": {**prepared, "delivered": delivered, "tried": tried},
        }
        result = self.is_authorized(request, self.policies, self.entities)
        if result.diagnostics.errors:
            raise ValueError(result.diagnostics.errors[0])
        holding = [self.names[number] for number in result.diagnostics.reasons]
        actions = [name for name in holding if name.startswith(ACTION)]
        action = actions[0].removeprefix(ACTION) if actions else "none"
        return action, in_order(name for name in holding if not name.startswith(ACTION))


def make() -> Engine:
    return Cedar()
