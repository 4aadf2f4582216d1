"""Raw mails of an archive: their text and what they quote is read, whatever they hold."""

from __future__ import annotations

from email.message import EmailMessage
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unruffle.mailed import LONGEST, Mail, read_mail


def mail(text: str, **headers: str) -> EmailMessage:
    """A mail of Ann to Sam."""
    made = EmailMessage()
    made["From"], made["To"] = "Ann Lee <ann@Support.Example.com>", "sam@example.org"
    made["Subject"] = "Your order 12"
    for name, value in headers.items():
        made[name] = value
    made.set_content(text)
    return made


def test_the_reply_and_what_it_answers() -> None:
    """Older quotes, the line before them, and what was forwarded are neither."""
    text = (
        "Hi Sam,\nit ships today.\n\nOn Mon, 3 Mar 2025 Sam wrote:\n"
        "> Where is it?\n> I waited.\n>> We wrote before.\n\nAnn\n"
        "-----Original Message-----\nFrom: Sam\n"
    )
    assert read_mail(mail(text).as_bytes()) == Mail(
        "Hi Sam,\nit ships today.\n\nAnn", "Where is it?\nI waited.", "support.example.com"
    )


def test_text_is_preferred_to_html_and_no_attachment_is_read() -> None:
    """As mails are written today."""
    made = mail("Grüße 🙂")
    made.add_alternative("<p>Other</p>", subtype="html")
    made.add_attachment("secret", filename="a.txt")
    found = read_mail(made.as_bytes())
    assert found is not None
    assert found.reply == "Grüße 🙂"


def test_html_alone_is_read_as_text() -> None:
    """With line breaks, without styles; what stands in a block quote is quoted."""
    made = mail("x")
    made.set_content(
        "<html><head><title>T</title><style>p {}</style></head><body><p>Dear&nbsp;Sam,</p>"
        "<p>A &lt; B<br/>it <b>ships</b>.</p><blockquote>Where is it?</blockquote>"
        "<script>x < y</script>Ann",
        subtype="html",
    )
    found = read_mail(made.as_bytes())
    assert found is not None
    assert found.reply.split("\n") == ["Dear Sam,", "", "A < B", "it ships.", "", "Ann"]
    assert found.message == "Where is it?"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "x-nothing", "idna", "hex"])
def test_charsets(charset: str) -> None:
    """One that is unknown is read as UTF-8."""
    known = charset in ("iso-8859-1", "windows-1252")
    body = "Grüße".encode(charset if known else "utf-8")
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    found = read_mail(head.encode() + body)
    assert found is not None
    assert found.reply == "Grüße"


def test_a_mail_without_text_is_none() -> None:
    """Empty, only quoted, or only attached."""
    for raw in (b"", b"Subject: x\n\n", b"Subject: x\n\n> all quoted\n", b"\n \n"):
        assert read_mail(raw) is None


def test_a_mail_on_which_the_package_of_python_fails_is_none() -> None:
    """Of these two forms of one name it would sort None and a number."""
    assert read_mail(b"Content-Type: text/plain; charset*0*=a; charset*=b\n\nx") is None


def _nested(depth: int) -> bytes:
    parts = [f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth)]
    return "".join(parts).encode() + b"x\n" * 20_000


@pytest.mark.parametrize(
    "raw",
    [
        _nested(29),
        _nested(900),
        _nested(2_000),
        b"Content-Type: text/plain" + b";" * LONGEST + b"\n\nx",
        b"Content-Type: text/plain" + b";\n a=b" * (LONGEST // 6) + b"\n\nx",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * (LONGEST // 4),
        b"Content-Type: text/html\n\n" + b"<" * LONGEST,
        b"Content-Type: text/html\n\n" + b"<!--" * (LONGEST // 4),
        b"Content-Type: text/html\n\n" + b"<blockquote>a" * (LONGEST // 13),
        b"Content-Type: text/html\n\n" + b"&" * LONGEST,
        b"From: " + b"@" * LONGEST + b"\n\nx",
        b"X: " + b"=?utf-8?q?" * (LONGEST // 10) + b"\n\nx",
        b"Content-Transfer-Encoding: base64\n\n" + b"=" * LONGEST,
        b"Content-Transfer-Encoding: uuencode\n\nbegin 666 a\n" + b"~\n" * (LONGEST // 2),
        b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=" * LONGEST,
        b"a:" * (LONGEST // 2),
        b"X: y\n" * (LONGEST // 5),
        b"\n-----" * (LONGEST // 6) + b" Original Message",
        b"\n\n" + b">" * LONGEST,
        b"\n\n" + b"wrote:\n> a\n" * (LONGEST // 11),
        b"\n\n" + b" " * LONGEST + b"x",
    ],
)
def test_no_mail_takes_long(raw: bytes) -> None:
    """Whatever it is made of, it is read in less than a second, or not at all."""
    begun = process_time()
    read_mail(raw[: LONGEST + 10])
    assert process_time() - begun < 1


@given(
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: ",
                b"multipart/mixed; boundary=a",
                b"text/html; charset=",
                b"utf-8",
                b"\n",
                b"--a",
                b"--a--",
                b"message/rfc822",
                b"<p",
                b"> ",
                b"=?",
                b"\xff",
                b"\x00",
                b'"',
                b";",
                b"x",
                b"Content-Transfer-Encoding: base64",
                b"Content-Disposition: ",
                b"*0*=''%",
                b"filename",
                b"=",
            ]
        ),
        max_size=30,
    )
)
def test_no_mail_is_a_crash(pieces: list[bytes]) -> None:
    """Any bytes give a mail or none."""
    found = read_mail(b"".join(pieces))
    assert found is None or found.reply
