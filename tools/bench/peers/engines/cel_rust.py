"""CEL through common-expression-language, which is written in Rust."""

import pathlib
from typing import Any

from engine import Answer, Engine

POLICY = pathlib.Path(__file__).parents[1] / "license.cel"


class CelRust(Engine):
    package = "common-expression-language"
    cases = 5_000

    def __init__(self) -> None:
        import cel

        self.program = cel.compile(POLICY.read_text())

    def decide(self, prepared: Any) -> Answer:
        answer = self.program.execute({"input": prepared})
        return answer[0], answer[1:]


def make() -> Engine:
    return CelRust()
