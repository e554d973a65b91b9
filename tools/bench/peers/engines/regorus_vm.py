"""Rego compiled for the virtual machine of regorus: JSON is its only way in and out."""

import json
import pathlib
from typing import Any

from engine import Answer, Case, Engine, in_order

POLICY = pathlib.Path(__file__).parents[1] / "license.rego"


class RegorusVM(Engine):
    package = "celine-regorus"
    note = "takes JSON text only: parsed in starts at JSON text and ends at Python values"

    def __init__(self) -> None:
        from regorus.regorus import Program, Rvm

        program = Program.compile_from_modules(
            "{}", [("license.rego", POLICY.read_text())], ["data.license.decision"]
        )
        self.machine = Rvm()
        self.machine.load_program(program)

    def prepare(self, case: Case) -> Any:
        return json.dumps(case)

    def decide(self, prepared: Any) -> Answer:
        self.machine.set_input_json(prepared)
        answer = json.loads(self.machine.execute_entry_point("data.license.decision"))
        return answer["action"], in_order(answer["reasons"])

    def decide_json(self, text: bytes) -> str:
        self.machine.set_input_json(text.decode())
        return ordered(self.machine.execute_entry_point("data.license.decision"))


def ordered(text: str) -> str:
    """A set of reasons comes out sorted by name; ours are in the order of the policy."""
    answer = json.loads(text)
    answer["reasons"] = in_order(answer["reasons"])
    return json.dumps(answer)


def make() -> Engine:
    return RegorusVM()
