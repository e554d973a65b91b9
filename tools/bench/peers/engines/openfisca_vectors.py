"""OpenFisca-Core the way it is meant: all cases at once, as vectors."""

import json
from typing import Any

from engine import Answer, Case
from engines.openfisca import OpenFisca, columns


class OpenFiscaVectors(OpenFisca):
    cases = 10_000
    note = "all cases in one simulation; parsed in: the inputs are arrays already"

    def prepare_all(self, cases: list[Case]) -> Any:
        return columns(cases)

    def decide_all(self, prepared: Any) -> list[Answer]:
        return self.simulate(prepared)

    def decide_all_json(self, texts: list[bytes]) -> list[str]:
        answers = self.simulate(columns([json.loads(text) for text in texts]))
        return [json.dumps({"action": action, "reasons": why}) for action, why in answers]


def make() -> OpenFiscaVectors:
    return OpenFiscaVectors()
