"""Reads OTLP/HTTP JSON requests, one in base64 a line, as opentelemetry-proto defines them, and writes them back as JSON.

Unknown fields are errors. OTLP has ids in hex where protobuf's JSON has base64 (OTLP specification, JSON Protobuf Encoding):
that is undone before and done again after. Each request also goes through the binary encoding.
"""

import base64
import json
import sys

from google.protobuf import json_format
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest

LENGTHS = {"traceId": 16, "spanId": 8}


def with_ids(value, change):
    if isinstance(value, list):
        return [with_ids(each, change) for each in value]
    if isinstance(value, dict):
        return {key: change(key, each) if key in LENGTHS else with_ids(each, change) for key, each in value.items()}
    return value


def from_hex(name, text):
    data = bytes.fromhex(text)
    if len(data) != LENGTHS[name]:
        raise ValueError(f"{name} has {len(data)} bytes")
    return base64.b64encode(data).decode()


for line in sys.stdin:
    request = json.loads(base64.b64decode(line))
    message = json_format.Parse(
        json.dumps(with_ids(request, from_hex)), ExportLogsServiceRequest(), ignore_unknown_fields=False
    )
    again = ExportLogsServiceRequest()
    again.ParseFromString(message.SerializeToString())
    back = json_format.MessageToDict(again, use_integers_for_enums=True)
    print(json.dumps(with_ids(back, lambda _, text: base64.b64decode(text).hex())))
