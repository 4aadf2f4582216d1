"""The OpenAPI 3.1 document, made from the declared endpoints."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from pydantic import TypeAdapter

from unruffle.api.endpoint import ENDPOINTS, Endpoint
from unruffle.errors import (
    BadJson,
    BadRequest,
    BodyTooLarge,
    ExtensionTooNew,
    ExtensionTooOld,
    HostNotTrusted,
    KeyRevoked,
    KeyScope,
    KeyUnknown,
    NotJsonType,
    NotReady,
    UnruffleError,
)
from unruffle.version import EXTENSIONS, VERSION
from unruffle.wire.answers import ErrorOut

_VERSION_HEADER = {
    "Unruffle-Version": {"description": "Version of the server.", "schema": {"type": "string"}}
}
_EXTENSION_HEADER = {
    "name": "Unruffle-Extension",
    "in": "header",
    "required": False,
    "description": "Version of the calling extension, like 0.1.0. "
    f"Served: {', '.join(EXTENSIONS)}; 426 for any other.",
    "schema": {"type": "string"},
}


def document() -> dict[str, Any]:
    """The whole API as an OpenAPI 3.1.0 document."""
    adapters = [(d.out, "serialization", TypeAdapter[Any](d.out)) for d in ENDPOINTS]
    adapters += [(d.body, "validation", TypeAdapter(d.body)) for d in ENDPOINTS if d.body]
    adapters.append((ErrorOut, "serialization", TypeAdapter[Any](ErrorOut)))
    schemas, definitions = TypeAdapter.json_schemas(
        adapters,  # type: ignore[arg-type]  # the modes are literals
        ref_template="#/components/schemas/{model}",
    )
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for declared in ENDPOINTS:
        paths[declared.path][declared.method.lower()] = _operation(declared, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "unruffle",
            "version": VERSION,
            "description": "Offsets are half-open and count UTF-16 code units. "
            "Send well-formed text: a lone surrogate is refused.",
        },
        "paths": dict(paths),
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def raised(declared: Endpoint) -> list[type[UnruffleError]]:
    """Every error that an endpoint can answer with, by status and code."""
    found: set[type[UnruffleError]] = {ExtensionTooOld, ExtensionTooNew, HostNotTrusted}
    found.update(declared.raises)
    if declared.body:
        found.update((BadJson, BadRequest, BodyTooLarge, NotJsonType))
    if declared.scope:
        found.update((KeyUnknown, KeyRevoked, NotReady))
    if declared.scope == "full":
        found.add(KeyScope)
    return sorted(found, key=lambda error: (error.status, error.code))


def _operation(declared: Endpoint, schemas: Any) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": "Success.",
        "content": {"application/json": {"schema": schemas[declared.out, "serialization"]}},
    }
    responses: dict[str, Any] = {str(declared.status): answer}
    if declared.etag:
        responses["304"] = {"description": "The ETag in If-None-Match is still the one."}
    by_status: dict[int, list[str]] = defaultdict(list)
    for error in raised(declared):
        by_status[error.status].append(error.code)
    for status, codes in by_status.items():
        responses[str(status)] = {
            "description": f"One of the codes {', '.join(codes)}.",
            "content": {"application/json": {"schema": schemas[ErrorOut, "serialization"]}},
        }
    if declared.path.startswith("/api/"):
        for response in responses.values():
            response["headers"] = _VERSION_HEADER
    operation: dict[str, Any] = {
        "operationId": declared.name,
        "summary": declared.summary,
        "parameters": [_EXTENSION_HEADER],
        "responses": responses,
    }
    if declared.scope:
        operation["security"] = [{"key": []}]
    if declared.body:
        schema = schemas[declared.body, "validation"]
        content = {"application/json": {"schema": schema}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation
