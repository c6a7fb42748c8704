"""How the CloudEvents SDKs read a record of Kafka."""

import json
import os
import subprocess

from gateway_double import packages  # Makes the packages of Python known, too.


def in_python_sdk(record):
    """(attributes, data) as the CloudEvents SDK for Python reads the record."""
    from cloudevents.core.bindings.kafka import KafkaMessage, from_binary_event

    event = from_binary_event(KafkaMessage(dict(record.headers), record.key, record.value))
    attributes = dict(event.get_attributes())
    attributes["time"] = attributes["time"].isoformat().replace("+00:00", "Z")
    return attributes, event.get_data()


def in_javascript_sdk(record):
    program = """
        const { Kafka } = require("cloudevents");
        const { key, headers, value } = JSON.parse(require("node:fs").readFileSync(0));
        const event = Kafka.toEvent({ key, headers, value: Buffer.from(value) });
        console.log(JSON.stringify([event, event.data]));"""
    text = {name: value.decode("latin-1") for name, value in record.headers}
    message = {"key": record.key.decode(), "headers": text, "value": record.value.decode()}
    done = subprocess.run(
        ["node", "-e", program], input=json.dumps(message), capture_output=True, text=True,
        env={**os.environ, "NODE_PATH": packages("javascript")},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
