"""Everything that unruffle says no to, in one tree, and the one JSON shape it has on the wire.

An error never carries text of a draft or of a customer: messages are fixed, hints name fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class UnruffleError(Exception):
    """Something on the server went another way than planned; the log names the place."""

    status = 500
    code = "internal"
    message = "The server could not answer this request."
    hint = "The server's log names the place. Nothing of the text is in it."

    def __init__(
        self, message: str = "", hint: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        self.message = message or self.message
        self.hint = hint or self.hint
        self.headers = dict(headers or {})
        super().__init__(self.message)

    def body(self) -> dict[str, dict[str, str]]:
        """`{"error": {"code", "message", "hint"}}`."""
        return {"error": {"code": self.code, "message": self.message, "hint": self.hint}}


class StartError(UnruffleError):
    """The program cannot start or go on; the command line prints the message and ends."""

    code = "start"
    message = "unruffle cannot start."


class BackupUnreadable(StartError):
    """A file is no whole backup, or is one of a newer unruffle."""

    code = "backup-unreadable"
    message = "The backup cannot be read."
    hint = "Nothing was restored. Take another backup."


class ColumnAboutPeople(StartError):
    """An audit is asked for a column that names people, such as who wrote a reply."""

    code = "column-about-people"
    message = "The column is taken for one that names people."
    hint = (
        "An audit says nothing about one person, so such columns are neither read nor grouped by. "
        "A column that is about something else can get another name, such as brand."
    )


class DatabaseTaken(StartError):
    """A backup goes only into an empty database, so that it writes over nothing."""

    code = "database-taken"
    message = "The database holds something already; a backup needs an empty one."
    hint = "Name an empty database in UNRUFFLE_DATABASE_URL, or move the SQLite file away."


class SettingError(StartError):
    """A setting has a name or a value that unruffle does not know."""

    code = "setting"
    message = "A setting is not known."


class SsoUnavailable(UnruffleError):
    """The provider of the setting `sso_issuer` did not answer, or not to the point."""

    status = 502
    code = "sso-unavailable"
    message = "The sign-in at the provider did not come to an end."
    hint = "Try again, or sign in with a password."


class NotReady(UnruffleError):
    """No rulebook is loaded, or the database has been out of reach since the last look."""

    status = 503
    code = "not-ready"
    message = "The server is not ready yet."
    hint = "Try again in a moment; /readyz says when."


class DatabaseAway(NotReady):
    """The database does not answer, or another writer has been busy in it for too long."""

    code = "database-away"
    message = "The database does not answer."
    hint = "Nothing was changed. Try again in a moment; /readyz says when it is back."


class NotStorable(UnruffleError):
    """A text is longer than its place in the database, or holds a character that no text has."""

    status = 400
    code = "not-storable"
    message = "A text is too long, or holds a character that cannot be stored."
    hint = "Nothing was changed. Shorten it, or type it again, and send it once more."


class BadRequest(UnruffleError):
    """The request does not have the shape that /openapi.json describes."""

    status = 400
    code = "bad-request"
    message = "The request does not have the described shape."
    hint = "See /openapi.json."


class BadJson(BadRequest):
    """The body is empty, or is not JSON in UTF-8."""

    code = "bad-json"
    message = "The body is not JSON."
    hint = "Send one JSON object in UTF-8, without lone surrogates."


class ContextTooLong(BadRequest):
    """The turns of a context hold more than 20,000 UTF-16 units together."""

    code = "context-too-long"
    message = "The context is longer than the server takes."
    hint = "Send the last 20 turns, 20,000 UTF-16 units together."


class HostNotTrusted(BadRequest):
    """The Host header names a host that is not in `trusted_hosts`."""

    code = "host-not-trusted"
    message = "This server does not answer under this host name."
    hint = "Add the host to UNRUFFLE_TRUSTED_HOSTS, or set UNRUFFLE_PUBLIC_URL."


class FormExpired(BadRequest):
    """A form of the console comes without the sign that its page carried."""

    code = "form-expired"
    message = "This page is older than your visit."
    hint = "Go back, load the page again, and send it once more."


class OriginForeign(BadRequest):
    """A form of the console was sent from a page of another site."""

    code = "origin-foreign"
    message = "This was sent from a page of another address."
    hint = "Open the console at the address in UNRUFFLE_PUBLIC_URL, and send it from there."


class NotPossible(BadRequest):
    """What a form of the console asks for cannot be done; the message says why."""

    code = "not-possible"
    message = "This cannot be done."
    hint = "Go back and change what the form says."


class SignInUnknown(UnruffleError):
    """Name and password of a sign-in do not belong together."""

    status = 401
    code = "sign-in-unknown"
    message = "This name and this password do not belong together."
    hint = "Type both again, or ask an owner for a new link."


class SignInNeeded(SignInUnknown):
    """The console asks who this is; a session may have ended meanwhile."""

    code = "sign-in-needed"
    message = "Nobody is signed in here, or no longer."
    hint = "Sign in, and send it once more."


class SsoUnknown(SignInUnknown):
    """The provider vouches for nobody whom an owner invited, or for no confirmed address."""

    code = "sso-unknown"
    message = "No admin here has an e-mail address that the provider vouches for."
    hint = "Ask an owner to invite that address."


class KeyUnknown(UnruffleError):
    """The request carries no key, or one that this server never gave."""

    status = 401
    code = "key-unknown"
    message = "This key is not known here."
    hint = "Send `Authorization: Bearer KEY`; an enrollment code gives a new key."

    def __init__(self, message: str = "", hint: str = "") -> None:
        super().__init__(message, hint, {"WWW-Authenticate": "Bearer"})


class KeyRevoked(KeyUnknown):
    """The key was revoked, has expired, or lay unused for `key_lapse_days`."""

    code = "key-revoked"
    message = "This key is no longer in use."
    hint = "An enrollment code gives a new key."


class KeyScope(UnruffleError):
    """The key may check drafts, and nothing else."""

    status = 403
    code = "key-scope"
    message = "This key is for checking only."
    hint = "Use the key of an enrolled extension."


class NotAllowed(UnruffleError):
    """The role or the teams of an admin do not include this."""

    status = 403
    code = "not-allowed"
    message = "Your role does not include this."
    hint = "Ask an owner; the page about people lists them."


class InvitationUnknown(UnruffleError):
    """The link for an admin was never given, has been used, or is past its time."""

    status = 403
    code = "invitation-unknown"
    message = "This link is not known here, has been used, or is past its time."
    hint = "Ask an owner for a new one, or run `unruffle admin invite` on the server."


class CodeUnknown(UnruffleError):
    """The enrollment code was never given by this server."""

    status = 403
    code = "code-unknown"
    message = "This enrollment code is not known here."
    hint = "Compare it with the address that was sent, or ask for a new one."


class CodeUsed(CodeUnknown):
    """The enrollment code has been used as often as it allows."""

    code = "code-used"
    message = "This enrollment code has been used already."
    hint = "Ask for a new one."


class CodeExpired(CodeUnknown):
    """The enrollment code is past its time, or was revoked."""

    code = "code-expired"
    message = "This enrollment code is no longer valid."
    hint = "Ask for a new one."


class NotFound(UnruffleError):
    """There is nothing at this address."""

    status = 404
    code = "not-found"
    message = "There is nothing at this address."
    hint = "See /openapi.json."


class RevisionUnknown(NotFound):
    """No revision has this number."""

    code = "revision-unknown"
    message = "There is no revision with this number."
    hint = "The history of the lists shows them all."


class ExtensionNotServed(NotFound):
    """`extension_folder` names no folder with this file, or the file is no packed extension."""

    code = "extension-not-served"
    message = "This server hands out no packed extension here."
    hint = "UNRUFFLE_EXTENSION_FOLDER names its folder; roll-out.md tells the steps."


class MethodNotAllowed(UnruffleError):
    """The address exists, but not for this HTTP method."""

    status = 405
    code = "method-not-allowed"
    message = "This address does not take this method."
    hint = "The Allow header lists the methods."


class ReportsFull(UnruffleError):
    """The team has too many reports that nobody has answered."""

    status = 409
    code = "reports-full"
    message = "There are many reports already that nobody has answered."
    hint = "Ask whoever tunes the lists to look at them first: `unruffle admin report list`."


class EditConflict(UnruffleError):
    """Somebody else changed or removed the same entry since it was opened; `theirs` is theirs."""

    status = 409
    code = "edit-conflict"
    message = "Somebody else changed this meanwhile. Nothing was overwritten."
    hint = "Compare both versions, then save again."

    def __init__(self, theirs: object = None) -> None:
        super().__init__()
        self.theirs = theirs


class NotPublished(UnruffleError):
    """The lists do not compile, an example does not hold, or nothing differs."""

    status = 409
    code = "not-published"
    message = "The lists are not published."
    hint = "Mend the rules that are named; what is live stays live."


class NameTaken(UnruffleError):
    """A team or an admin has this name already."""

    status = 409
    code = "name-taken"
    message = "This name is taken already."
    hint = "Choose another one."


class LastOwner(UnruffleError):
    """The only owner would go, and nobody could invite another."""

    status = 409
    code = "last-owner"
    message = "This is the only owner."
    hint = "Make somebody else an owner first."


class BodyTooLarge(UnruffleError):
    """The body is larger than `body_limit_bytes`."""

    status = 413
    code = "body-too-large"
    message = "The body is larger than the server takes."
    hint = "Send one draft with at most 100,000 UTF-16 units."


class NotJsonType(UnruffleError):
    """The Content-Type is not application/json."""

    status = 415
    code = "not-json-type"
    message = "The body is not announced as JSON."
    hint = "Send `Content-Type: application/json`."


class ExtensionTooOld(UnruffleError):
    """The extension is older than the versions this server serves."""

    status = 426
    code = "extension-too-old"
    message = "This server is newer than the extension."
    hint = "Update the extension."


class ExtensionTooNew(ExtensionTooOld):
    """The extension is newer than the versions this server serves."""

    code = "extension-too-new"
    message = "This server is older than the extension."
    hint = "Update the server, or use the extension it came with."


class TooManyAttempts(UnruffleError):
    """Sign-ins without success came too fast, for a name or from an address."""

    status = 429
    code = "too-many-attempts"
    message = "There were several sign-ins without success."

    def __init__(self, seconds: int) -> None:
        unit = f"{seconds} seconds" if seconds < 100 else f"{round(seconds / 60)} minutes"
        super().__init__("", f"Try again in {unit}.", {"Retry-After": str(seconds)})


def every(root: type[UnruffleError] = UnruffleError) -> Iterator[type[UnruffleError]]:
    """The whole tree, parents before children."""
    yield root
    for child in root.__subclasses__():
        yield from every(child)
