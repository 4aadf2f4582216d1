"""A Writer that checks one paragraph with a server; run by the Python that LibreOffice comes with.

It is given the address of the server, a folder for its profile, and the paragraph, and prints what
it was told as JSON: each mark with what Writer shows, and the paragraph with the first suggestion
taken.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale

PATIENCE_S = 60
CHECKER = "org.openoffice.lingu.LanguageToolGrammarChecker"
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
    <prop oor:name="BaseURL" oor:op="fuse"><value>{server}</value></prop>
    <prop oor:name="IsEnabled" oor:op="fuse"><value>true</value></prop>
  </item>
</oor:items>
"""


def main(server: str, folder: str, paragraph: str) -> None:
    """Start an office, ask it, and end it."""
    profile = Path(folder, "user", "registrymodifications.xcu")
    profile.parent.mkdir(parents=True)
    profile.write_text(PROFILE.format(server=server), encoding="utf-8")
    pipe = f"pipe,name={Path(folder).name};urp"
    office = subprocess.Popen(
        [
            *("soffice", "--headless", "--norestore", "--nologo"),
            *(f"-env:UserInstallation=file://{folder}", f"--accept={pipe}"),
        ]
    )
    try:
        context = connected(f"uno:{pipe};StarOffice.ComponentContext", office)
        print(json.dumps(checked(context, paragraph)))
    finally:
        office.terminate()
        office.wait()


def connected(address: str, office: subprocess.Popen[bytes]) -> Any:
    """The context of the office, once it listens."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return resolver.resolve(address)
        except NoConnectException:
            if office.poll() is not None or time.monotonic() > end:
                raise


def checked(context: Any, paragraph: str) -> dict[str, Any]:
    """What Writer says of the paragraph, and the paragraph with the first suggestion taken."""
    services = context.ServiceManager
    checker = services.createInstanceWithContext(CHECKER, context)
    units = len(paragraph.encode("utf-16-le")) // 2
    found = checker.doProofreading("1", paragraph, Locale("en", "US", ""), 0, units, ()).aErrors
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue("Hidden", 0, True, 0)
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (hidden,))
    document.Text.setString(paragraph)
    marks = []
    for mark in found:
        cursor = document.Text.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(characters(paragraph, 0, mark.nErrorStart), False)
        cursor.goRight(characters(paragraph, mark.nErrorStart, mark.nErrorLength), True)
        marks.append(
            {
                "words": cursor.getString(),
                "rule": mark.aRuleIdentifier,
                "said": [mark.aShortComment, mark.aFullComment],
                "suggestions": list(mark.aSuggestions),
            }
        )
        if mark.aSuggestions:
            cursor.setString(mark.aSuggestions[0])
    text = document.Text.getString()
    document.close(True)
    return {"marks": marks, "text": text}


def characters(paragraph: str, start: int, length: int) -> int:
    """How many steps of a cursor so many UTF-16 units are."""
    units = paragraph.encode("utf-16-le")
    return len(units[2 * start : 2 * (start + length)].decode("utf-16-le"))


if __name__ == "__main__":
    main(*sys.argv[1:])
