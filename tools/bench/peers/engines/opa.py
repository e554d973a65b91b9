"""Rego through opa-eval: JSON is its only way in."""

import json
from typing import Any

from engine import Answer, Case, Engine, in_order
from engines.regorus_vm import POLICY, ordered


class Opa(Engine):
    package = "opa-eval"
    note = "takes JSON text only: parsed in starts at JSON text and ends at Python values"

    def __init__(self) -> None:
        from opa_eval import OpaEval

        self.opa = OpaEval(str(POLICY), query="data.license.decision")

    def prepare(self, case: Case) -> Any:
        return json.dumps(case)

    def decide(self, prepared: Any) -> Answer:
        answer = self.opa.evaluate_parsed(prepared)
        return answer["action"], in_order(answer["reasons"])

    def decide_json(self, text: bytes) -> str:
        return ordered(self.opa.evaluate(text.decode()))


def make() -> Engine:
    return Opa()
