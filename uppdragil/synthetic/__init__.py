"""An invented portfolio of any size, to look at, measure and show: `manage.py generate_portfolio`.

It stands beside `imports`, above the engine: a mandate's history touches everything that is told of mandates, and
nothing may lean on invented data. It reads no document, so it is no part of `imports`.

    plan/    what happens, as pure values: the same for the same count, seed and day. No database.
    kinds/   what each of it leaves as rows and events: one small file per kind of thing.
    book.py  what one batch of mandates leaves, stored table by table.

A new kind of thing (a status report, a support need) is a module in `kinds/` with `tell`, a row in
`kinds.KINDS` and its models in `kinds.MODELS`. It draws from `story.chance.of("its name")`, so that what the others
draw stays as it was.

Nothing is evidence twice: versions, proposals, decisions and events are built by the very functions with which the
services build them; only the writing differs, many rows at once. The mandates are told in the order of what
happened, so that the chain's times rise.

What the services do besides, and this does not: no mail is called for and no record (PDF) is ordered, which
`build_records` makes; each row has one line of history, from when it was written, since nobody has edited it.
"""
