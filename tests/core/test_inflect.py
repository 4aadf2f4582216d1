"""All inflections of a word, as `{word}` in a phrase stands for them."""

from __future__ import annotations

import pytest

from unruffle.core.inflect import inflections


@pytest.mark.parametrize(
    "forms",
    """
    fail fails failed failing
    apologize apologizes apologized apologizing
    agree agrees agreed agreeing
    guarantee guarantees guaranteed guaranteeing
    try tries tried trying
    delay delays delayed delaying
    stop stops stopped stopping
    ship ships shipped shipping
    fix fixes fixed fixing
    miss misses missed missing
    wish wishes wished wishing
    cancel cancels canceled canceling
    control controls controlled controlling
    refer refers referred referring
    offer offers offered offering
    open opens opened opening
    veto vetoes vetoed vetoing
    die dies died dying
    tie ties tied tying
    begin begins began begun beginning
    forget forgets forgot forgotten forgetting
    choose chooses chose chosen choosing
    send sends sent sending
    show shows showed shown showing
    cost costs costing
    be am is are was were been being
    issue issues issued issuing
    play plays played playing
    help helps helped helping
    look looks looked looking
    chat chats chatted chatting
    """.strip().splitlines(),
    ids=lambda forms: forms.split()[0],
)
def test_every_form_and_no_other(forms: str) -> None:
    """Regular and irregular words give exactly their forms."""
    lemma, *rest = forms.split()
    assert sorted(inflections(lemma)) == sorted([lemma, *rest])
