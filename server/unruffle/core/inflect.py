"""All inflections of a verb or noun, from rules and a table of irregular forms."""

from __future__ import annotations

# One verb a line, with every form that no rule below gives.
_TABLE = """
be: am is are was were been being
become: becomes became becoming
begin: begins began begun beginning
bend: bends bent bending
bet: bets betting
bite: bites bit bitten biting
bleed: bleeds bled bleeding
blow: blows blew blown blowing
break: breaks broke broken breaking
bring: brings brought bringing
build: builds built building
burn: burns burned burnt burning
buy: buys bought buying
catch: catches caught catching
choose: chooses chose chosen choosing
come: comes came coming
cost: costs costing
cut: cuts cutting
deal: deals dealt dealing
die: dies died dying
dig: digs dug digging
do: does did done doing
draw: draws drew drawn drawing
dream: dreams dreamed dreamt dreaming
drink: drinks drank drunk drinking
drive: drives drove driven driving
eat: eats ate eaten eating
fall: falls fell fallen falling
feed: feeds fed feeding
feel: feels felt feeling
fight: fights fought fighting
find: finds found finding
fit: fits fitted fitting
fly: flies flew flown flying
forget: forgets forgot forgotten forgetting
forgive: forgives forgave forgiven forgiving
freeze: freezes froze frozen freezing
get: gets got gotten getting
give: gives gave given giving
go: goes went gone going
grow: grows grew grown growing
hang: hangs hung hanging
have: has had having
hear: hears heard hearing
hide: hides hid hidden hiding
hit: hits hitting
hold: holds held holding
hurt: hurts hurting
keep: keeps kept keeping
know: knows knew known knowing
lay: lays laid laying
lead: leads led leading
learn: learns learned learnt learning
leave: leaves left leaving
lend: lends lent lending
let: lets letting
lie: lies lied lain lay lying
lose: loses lost losing
make: makes made making
mean: means meant meaning
meet: meets met meeting
mislead: misleads misled misleading
misread: misreads misreading
mistake: mistakes mistook mistaken mistaking
misunderstand: misunderstands misunderstood misunderstanding
overlook: overlooks overlooked overlooking
oversleep: oversleeps overslept oversleeping
pay: pays paid paying
put: puts putting
quit: quits quitting
read: reads reading
rebuild: rebuilds rebuilt rebuilding
repay: repays repaid repaying
resend: resends resent resending
ride: rides rode ridden riding
ring: rings rang rung ringing
rise: rises rose risen rising
run: runs ran running
say: says said saying
see: sees saw seen seeing
seek: seeks sought seeking
sell: sells sold selling
send: sends sent sending
set: sets setting
shake: shakes shook shaken shaking
show: shows showed shown showing
shut: shuts shutting
sing: sings sang sung singing
sit: sits sat sitting
sleep: sleeps slept sleeping
speak: speaks spoke spoken speaking
spell: spells spelled spelt spelling
spend: spends spent spending
spill: spills spilled spilt spilling
split: splits splitting
spread: spreads spreading
stand: stands stood standing
steal: steals stole stolen stealing
stick: sticks stuck sticking
strike: strikes struck striking
swear: swears swore sworn swearing
take: takes took taken taking
teach: teaches taught teaching
tear: tears tore torn tearing
tell: tells told telling
think: thinks thought thinking
throw: throws threw thrown throwing
tie: ties tied tying
undergo: undergoes underwent undergone undergoing
understand: understands understood understanding
undo: undoes undid undone undoing
upset: upsets upsetting
wake: wakes woke woken waking
wear: wears wore worn wearing
win: wins won winning
withdraw: withdraws withdrew withdrawn withdrawing
write: writes wrote written writing
"""
_IRREGULAR: dict[str, list[str]] = {
    lemma: forms.split()
    for lemma, _, forms in (line.partition(": ") for line in _TABLE.strip().splitlines())
}
# Verbs of more syllables that double their last letter as short ones do.
_DOUBLING = frozenset(
    "admit commit compel control equip expel forbid incur kidnap occur omit patrol permit "
    "prefer propel rebut recur refer regret resubmit submit transfer transmit unwrap".split()
)
_VOWELS = frozenset("aeiou")


def inflections(lemma: str) -> tuple[str, ...]:
    """The lemma and every form of it, as verb and as noun, without repeats."""
    return tuple(dict.fromkeys((lemma, *(_IRREGULAR.get(lemma) or _regular(lemma)))))


def _regular(lemma: str) -> list[str]:
    if lemma.endswith(("ee", "oe", "ye")):
        return [f"{lemma}s", f"{lemma}d", f"{lemma}ing"]
    if lemma.endswith("e"):
        return [f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return [f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"]
    plural = f"{lemma}es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{lemma}s"
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    return [plural, f"{stem}ed", f"{stem}ing"]


def _doubles(lemma: str) -> bool:
    if lemma in _DOUBLING:
        return True
    short = len(lemma) in (3, 4) and sum(letter in _VOWELS for letter in lemma) == 1
    return short and lemma[-2] in _VOWELS and lemma[-1] not in "aeiouwxy"
