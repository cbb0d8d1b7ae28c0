"""Runs snippets of Python, each as somebody types it, and prints what came of them, a line of JSON for each.

usage: run_snippets.py FILE    a JSON list of snippets
"""
import contextlib
import io
import json
import os
import sys

import boto3
import boto3.dynamodb.conditions


def client(service):
    # Versions from before AWS_ENDPOINT_URL (1.28) take it as an argument.
    return boto3.client(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"])


def resource(service):
    return boto3.resource(service, endpoint_url=os.environ["AWS_ENDPOINT_URL"])


def outcome(snippet):
    printed = io.StringIO()
    names = {"boto3": boto3, "client": client, "resource": resource, **os.environ}
    try:
        with contextlib.redirect_stdout(printed):
            exec(snippet, names)
        return {"code": 0, "printed": printed.getvalue()}
    except Exception as error:  # whatever it is, the row says what it must be
        return {"code": 1, "printed": f"{printed.getvalue()}{type(error).__name__}: {error}"}


with open(sys.argv[1], encoding="utf-8") as file:
    for each in json.load(file):
        print(json.dumps(outcome(each)), flush=True)
