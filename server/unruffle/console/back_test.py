"""The back-test: what the working copy would have marked in past replies.

The page reads the archive in the browser and asks for a part at a time; no part is kept here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

from flask import jsonify, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from unruffle import pasted, working
from unruffle.accounts import Admin
from unruffle.backtest import Compared, Past, alike, compare
from unruffle.console import access, books
from unruffle.core.rules import CONDITIONS, RuleError
from unruffle.errors import BadRequest, BodyTooLarge, NotFound, NotPossible, UnruffleError
from unruffle.server import this_server
from unruffle.wire.past import (
    MOST_BYTES,
    MOST_REPLIES,
    PastRepliesIn,
    compared_all_out,
    own_rules,
)
from unruffle.working import Entry

#: Characters of a sentence that becomes an example.
LONGEST_SENTENCE: Final = 500


@access.page("/back-test", roles=access.EDITORS)
def back_test(admin: Admin) -> str:
    """Choose an archive, or paste some replies."""
    return _page(access.scope(admin), admin)


@access.page("/back-test", methods=["POST"], roles=access.EDITORS)
def back_test_pasted(admin: Admin) -> str | tuple[str, int]:
    """Without a script: replies that were pasted, checked here. None of them is stored."""
    scope, typed = access.scope(admin), request.form.get("pasted", "")
    channel = request.form.get("channel", "")
    known = channel if channel in CONDITIONS["channel"] else None
    try:
        pasts = [Past(reply, "", known) for reply in pasted.blocks(typed)]
        if len(pasts) > MOST_REPLIES or len(typed) > pasted.LONGEST:
            raise NotPossible("This is more than is taken at once.", f"{MOST_REPLIES} replies.")
        _, compared = _compared(scope.name, pasts)
        shown = list(zip(pasts, compared, strict=True))
        return _page(scope, admin, typed=typed, shown=shown, counts=_counts(compared))
    except NotPossible as refused:
        return _page(scope, admin, typed=typed, refused=refused), refused.status


@access.page("/back-test/check", methods=["POST"], roles=access.EDITORS)
def check_past(admin: Admin) -> Response | tuple[Response, int]:
    """`PastRepliesIn` in, `ComparedAllOut` out. Nothing of it is stored or logged."""
    scope = access.scope(admin)
    try:
        given = given_replies()
        pasts = given.pasts()
        own, compared = _compared(scope.name, pasts)
    except (BadRequest, BodyTooLarge) as refused:
        return jsonify(refused.body()), refused.status
    return jsonify(compared_all_out(given, pasts, compared, own))


@access.page("/back-test/near-miss", methods=["POST"], roles=access.EDITORS)
def take_near_miss(admin: Admin) -> Response | tuple[Response, int]:
    """Add a sentence, as the admin left it, to what an own rule lets pass in the working copy."""
    scope = access.scope(admin, edit=True)
    name = request.form.get("rule", "")
    sentence = " ".join(request.form.get("sentence", "").split())
    try:
        if not 0 < len(sentence) <= LONGEST_SENTENCE:
            raise NotPossible("A sentence is needed.", f"At most {LONGEST_SENTENCE} characters.")
        with this_server().database.write() as connection:
            entry = working.entry(connection, scope.name, "rule", name)
            if entry is None:
                raise NotFound("This rule is none of the working copy.", "Load the page again.")
            wanted = Entry("rule", name, _passing(entry.body, sentence), entry.version)
            working.save(connection, admin, scope.name, wanted, datetime.now(UTC), "")
    except RuleError as error:
        return jsonify(NotPossible(str(error), " ").body()), NotPossible.status
    except UnruffleError as refused:
        return jsonify(refused.body()), refused.status
    return jsonify(page=url_for("console.rule", scope=scope.name, id=name))


def _passing(body: Any, sentence: str) -> dict[str, Any]:
    """The rule with one more near miss; brackets would stand for marked words."""
    examples = body.get("examples", {})
    passes = examples.get("passes", [])
    plain = sentence.replace("[", "(").replace("]", ")")
    added = passes if plain in passes else [*passes, plain]
    return {**body, "examples": {**examples, "passes": added}}


def given_replies() -> PastRepliesIn:
    """What the page sent. Raises BodyTooLarge and BadRequest, which hold nothing of it."""
    if (request.content_length or 0) > MOST_BYTES:
        raise BodyTooLarge("", f"Send at most {MOST_BYTES:,} bytes at once.")
    try:
        return PastRepliesIn.model_validate_json(request.get_data(cache=False))
    except ValidationError:
        # `from None`: the chain would carry what was sent into a traceback.
        raise BadRequest("", f"Send at most {MOST_REPLIES} replies as the page does.") from None


def proposed(scope: str) -> books.Book:
    """The book of the working copy. Raises NotPossible where it does not compile."""
    try:
        return books.proposed(scope)
    except RuleError as error:
        raise NotPossible(f"The working copy cannot be used yet. {error}", " ") from None


def _compared(
    scope: str, pasts: Iterable[Past | None]
) -> tuple[frozenset[str], list[Compared | None]]:
    """The own rules of the scope, and each reply in both books.

    Raises NotPossible where the working copy does not compile.
    """
    before, after = books.published(scope), proposed(scope)
    published = None if alike(before, after) else before
    compared = [None if past is None else compare(past, published, after) for past in pasts]
    return own_rules(after.rulebook, scope), compared


def _counts(compared: Iterable[Compared | None]) -> list[tuple[str, int, int]]:
    """For each rule the number of replies it marks as published and as proposed, the most first."""
    before, after = Counter[str](), Counter[str]()
    for one in compared:
        heard = one.heard if one else ()
        before.update({each.found.rule for each in heard if each.before})
        after.update({each.found.rule for each in heard if each.after})
    rules = sorted(before | after, key=lambda rule: (-after[rule], rule))
    return [(rule, before[rule], after[rule]) for rule in rules]


def _page(scope: access.Scope, admin: Admin, **more: Any) -> str:
    return render_template(
        "console/back_test.html",
        scope=scope,
        scopes=access.scopes(admin),
        may_edit=admin.may_edit(scope.name),
        channels=CONDITIONS["channel"],
        most=MOST_REPLIES,
        pieces=pasted.pieces,
        **more,
    )
