"""GoRules ZEN: the decision as a graph of one node with named expressions, statically loaded."""

from typing import Any

from engine import Answer, Engine
from engines.zen_expression import PARTS, POLICY


class ZenGraph(Engine):
    package = "zen-engine"
    cases = 5_000

    def __init__(self) -> None:
        import zen

        source = POLICY.read_text()
        for name in PARTS:
            source = source.replace(name, f"$.{name.lower()}")
        named = {name.lower(): text for name, text in PARTS.items()} | {"answer": source}
        expressions = [{"id": key, "key": key, "value": value} for key, value in named.items()]
        graph = {
            "nodes": [
                {"id": "in", "type": "inputNode", "name": "in"},
                {
                    "id": "decide",
                    "type": "expressionNode",
                    "name": "decide",
                    "content": {"expressions": expressions},
                },
                {"id": "out", "type": "outputNode", "name": "out"},
            ],
            "edges": [
                {"id": "1", "sourceId": "in", "targetId": "decide", "type": "edge"},
                {"id": "2", "sourceId": "decide", "targetId": "out", "type": "edge"},
            ],
        }
        loader = {"type": "static", "content": {"license": graph}}
        self.engine = zen.ZenEngine({"loader": loader})

    def decide(self, prepared: Any) -> Answer:
        answer = self.engine.evaluate("license", prepared)["result"]["answer"]
        return answer["action"], answer["reasons"]


def make() -> Engine:
    return ZenGraph()
