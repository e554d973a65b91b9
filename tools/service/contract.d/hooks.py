"""How schemathesis writes the bodies that are no JSON."""

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.serializer("application/vnd.accord.bundle")
def bundle(context, value):
    return value if isinstance(value, bytes) else str(value).encode()
