"""How many inputs a test draws: few and the same in each run, or by `make fuzz` many new ones."""

from __future__ import annotations

from typing import Final

from hypothesis import HealthCheck, settings

#: Of a profile, how many a test takes that says nothing itself.
USUAL: Final = 100

settings.register_profile("same", deadline=None, derandomize=True, max_examples=USUAL)
settings.register_profile("fuzz", deadline=None, max_examples=30 * USUAL, print_blob=True)
settings.load_profile("same")


def examples(count: int) -> settings:
    """Settings of a test for which `count` are enough; another profile multiplies them."""
    profile = settings.get_profile(settings.get_current_profile_name())
    return settings(
        max_examples=count * profile.max_examples // USUAL,
        # The worlds that tests share are made for them all.
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
