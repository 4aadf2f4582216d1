"""Where the dot stands: beside the badge of another checker, and where the agent wants it."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Locator, Page

from browsers import SCREENSHOTS, worker_of
from desk import CHAT, LETTER, open_desk
from programs import Server
from replies import LATE, LATE_MARK
from screen import Part, Screen

# Like the checkers that many have installed: a badge in the corner of the field, in a closed
# root of its own, and underlines drawn over the words. It comes with the first key.
SECOND: Final = """
<script>
  const host = document.createElement("second-checker");
  const root = host.attachShadow({ mode: "closed" });
  root.innerHTML = `<style>
    button, i { position: fixed; border: 0; padding: 0 }
    button { width: 30px; height: 30px; border-radius: 50%; background: #c2540a }
    i { height: 2px; background: #c2540a; pointer-events: none }
  </style><button type=button aria-label="2 mistakes"></button><i></i>`;
  const [badge, line] = [root.querySelector("button"), root.querySelector("i")];
  badge.addEventListener("click", () => { document.title = "second checker"; });
  box.addEventListener("input", () => {
    const { left, top, right, bottom } = box.getBoundingClientRect();
    Object.assign(badge.style, { left: `${right - 46}px`, top: `${bottom - 34}px` });
    Object.assign(line.style, { left: `${left + 4}px`, top: `${top + 18}px`, width: "60px" });
    document.body.append(host);
  });
</script>
"""
BADGE: Final = "(box) => { const r = box.getBoundingClientRect(); return [r.right, r.bottom]; }"


def dot(screen: Screen) -> Part:
    """The dot as it stands now."""
    return screen.expect_part(".badge .dot")


def beside_corner(screen: Screen, box: Locator) -> tuple[float, float]:
    """How far the middle of the dot is from the lower right corner of the box."""
    right, bottom = box.evaluate(BADGE)
    stands = dot(screen)
    return round(right - stands.x), round(bottom - stands.y)


def test_it_moves_aside_for_another_checker(page: Page, server: Server) -> None:
    """Both badges can be pressed, the words are marked, and the other one's lines are its own."""
    box, screen = open_desk(page, server.url, LETTER + SECOND)
    assert beside_corner(screen, box) == (30, 18)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    screen.until(lambda: beside_corner(screen, box), lambda seen: seen == (62, 18), "aside")
    page.screenshot(path=SCREENSHOTS / "second-checker.png")
    right, bottom = box.evaluate(BADGE)
    screen.click(right - 31, bottom - 19)
    assert page.title() == "second checker"
    box.focus()
    screen.press(".badge .dot")
    screen.expect_part(".popover")


def test_it_stays_aside_while_the_agent_types_on(page: Page, server: Server) -> None:
    """A badge that comes and goes does not make it hop."""
    box, screen = open_desk(page, server.url, LETTER + SECOND)
    page.keyboard.type(LATE)
    screen.until(lambda: beside_corner(screen, box), lambda seen: seen == (62, 18), "aside")
    page.evaluate("document.querySelector('second-checker').style.display = 'none'")
    page.keyboard.type(f" {LATE}")
    screen.expect_marks(LATE_MARK, LATE_MARK)
    assert beside_corner(screen, box) == (62, 18)


def test_a_dragged_dot_keeps_its_place_on_this_site(own_page: Page, server: Server) -> None:
    """In this field, in others and after a reload; a drag is no click, and takes no focus."""
    page = own_page
    box, screen = open_desk(page, server.url, LETTER)
    page.keyboard.type(LATE)
    screen.expect_marks(LATE_MARK)
    start = dot(screen)
    page.mouse.move(start.x, start.y)
    page.mouse.down()
    page.mouse.move(start.x - 40, start.y - 10, steps=4)
    page.mouse.move(start.x - 120, start.y - 30, steps=4)
    page.mouse.up()
    screen.until(lambda: beside_corner(screen, box), lambda seen: seen == (150, 48), "dragged")
    screen.expect_no_part(".popover")
    page.keyboard.type("!")
    screen.expect_text(box, f"{LATE}!")
    page.locator("#remark").focus()
    remark = page.locator("#remark")
    screen.until(lambda: beside_corner(screen, remark), lambda seen: seen == (150, 48), "there too")
    box, screen = open_desk(page, server.url, LETTER)
    assert beside_corner(screen, box) == (150, 48)
    kept = "async () => (await chrome.storage.local.get('shared')).shared.arranged"
    assert worker_of(page.context).evaluate(kept) == {
        "127.0.0.1": {"dot": {"right": 138, "bottom": 36}}
    }


def test_arrow_keys_move_it_too(own_page: Page, server: Server) -> None:
    """Who cannot drag reaches the dot by Tab and moves it in small steps."""
    page = own_page
    box, screen = open_desk(page, server.url, CHAT)
    before = beside_corner(screen, box)
    for _ in range(20):
        page.keyboard.press("Tab")
        if dot(screen).focused:
            break
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    wanted = (before[0] + 8, before[1] + 8)
    screen.until(lambda: beside_corner(screen, box), lambda seen: seen == wanted, "moved by keys")
