"""The guide to the rules, for agents and admins: pages at /rules, with no key and no user data."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from unruffle.guide import prose, words
from unruffle.guide.entries import guide, segments

bp = Blueprint("guide", __name__, url_prefix="/rules")


@bp.get("")
def index() -> str:
    """Every category with how many rules it has, and how to read a rule."""
    return render_template("rules/index.html", guide=guide(), prose=prose)


@bp.get("/<slug>")
def category(slug: str) -> str:
    """One category with all its rules; 404 where no category has this name."""
    found = guide().category(slug)
    if found is None:
        abort(404)
    return render_template(
        "rules/category.html",
        category=found,
        guide=guide(),
        prose=prose,
        segments=segments,
        words=words,
    )


@bp.get("/techniques")
def techniques() -> str:
    """The good moves, phase by phase."""
    return render_template(
        "rules/techniques.html", guide=guide(), prose=prose, segments=segments, words=words
    )


@bp.get("/checks")
def checks() -> str:
    """The structural checks, kind by kind."""
    return render_template(
        "rules/checks.html", guide=guide(), prose=prose, segments=segments, words=words
    )


@bp.get("/sources")
def sources() -> str:
    """The studies that rules rest on, and the articles whose ideas they take up."""
    return render_template("rules/sources.html", guide=guide(), prose=prose)
