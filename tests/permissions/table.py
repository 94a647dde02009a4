"""The rules: who gets what at every address. Written from the domain (section 3), not from the product.

One row per URL name. `test_matrix.py` asks every address as every kind of person, in every stage, and
compares with this table; a new address without a row fails there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from .people import ANONYMOUS, IN_BODY, IN_ROLES, INACTIVE, KINDS, NO_PERSON, OUTSIDE


class Needs(IntEnum):
    """What somebody must be or see, to reach an address at all."""

    NOTHING = 0
    ACCOUNT = 1
    PERSON = 2
    DECIDED = 3
    WORKING = 4
    OFFICE = 5
    IMPORTER = 6  # whose import it is, or the office
    AUDITOR = 7  # or the office
    CONTROLLER = 8  # of any unit


IMPORTERS = ("maker", "office")
AUDITORS = ("auditor", "office")
CONTROLLERS = ("controller of the unit", "controller of another unit")


# What each kind of person sees of a directive: nothing (-), the decided version (D), the working text (W).
# In four cases: internal, nothing decided yet; internal, decided; restricted, nothing decided; restricted, decided.
SEES: dict[str, str] = {
    **dict.fromkeys((ANONYMOUS, NO_PERSON, INACTIVE), "----"),
    **dict.fromkeys(IN_ROLES, "WWWW"),
    **dict.fromkeys(IN_BODY, "WWWW"),  # from the submission on, see `sees`
    **dict.fromkeys(OUTSIDE, "-D--"),
    "maker": "WDW-",  # until the first decision, as long as nobody else may have been named
    "office": "WWWW",
    "controller of the unit": "WW--",
    "named reader": "-D-D",
}
UNDECIDED = ("draft", "bp0", "refused at bp0")
_LEVELS = {"-": Needs.PERSON, "D": Needs.DECIDED, "W": Needs.WORKING}


def sees(kind: str, visibility: str, stage: str, row: Row | None = None) -> Needs:
    if row and row.audited and kind == "auditor" and visibility == "internal":
        return Needs.DECIDED
    if kind in IN_BODY and stage == "draft":
        return Needs.PERSON  # no body is named yet
    case = 2 * (visibility == "restricted") + (stage not in UNDECIDED)
    return _LEVELS[SEES[kind][case]]


# Who may act, stage by stage. Nobody else, and nowhere else.
WORK = ("draft", "preparation", "execution", "handover")
GATES = ("bp0", "bp1", "bp2", "bp3")
# A change of what is locked: being prepared, and before those who decide.
BEGUN, CHANGING = "change begun in handover", "change decided in execution"
LIVE = (*WORK, *GATES, "realisation", BEGUN, CHANGING)
PAUSED = ("paused in execution", "paused at bp2")
OWNERS = ("owner", "second owner")
DECIDERS = (*OWNERS, "substitute")  # who stands in for the second owner decides, and no more
Acts = Mapping[str, tuple[str, ...]]
_AT_GATE = {"bp0": ("chair", "secretary"), "bp1": DECIDERS, "bp2": DECIDERS, "bp3": (*DECIDERS, "receiver")}
_DECIDES = _AT_GATE | {CHANGING: DECIDERS}
ACTS: dict[str, Acts] = {
    "edit": {"draft": ("lead", "maker")} | dict.fromkeys((*WORK[1:], BEGUN, CHANGING), ("lead",)),
    "submit": dict.fromkeys((*WORK, BEGUN), ("lead",)),
    "review": dict.fromkeys(("draft", "bp0"), ("controller of the unit",)),
    "withdraw": dict.fromkeys((*GATES, CHANGING), ("lead",)),
    "prepare or decide": {gate: ("lead", *who) for gate, who in _DECIDES.items()},
    "decide": _DECIDES,
    "change": dict.fromkeys((*WORK[1:], BEGUN), ("lead",)),
    "prepare a change": {BEGUN: ("lead",)},
    "pause": dict.fromkeys(LIVE, (*OWNERS, "office")),
    "resume": dict.fromkeys(PAUSED, (*OWNERS, "office")),
    "stop": {
        "draft": (*OWNERS, "office"),  # no body is named yet: nobody else could
        **dict.fromkeys(("preparation", "execution", "realisation", *PAUSED, CHANGING), DECIDERS),
        **_AT_GATE,
        **dict.fromkeys(("handover", BEGUN), (*DECIDERS, "receiver")),
    },
    "close": {"realisation": OWNERS},
    "name readers": dict.fromkeys(
        (*LIVE, *PAUSED, "closed", "refused at bp0", "stopped in execution"), ("lead", "office")
    ),
    "raise a need": dict.fromkeys((*LIVE, *PAUSED), ("lead", "office"))
    | dict.fromkeys(("draft", "bp0"), ("lead", "office", "maker")),
    # In that stage alone a condition and a support need, asked of the body, are open: see `world`.
    "answer a need": {"paused in execution": ("chair", "secretary", "office")},
    "withdraw a need": {"paused in execution": ("lead", "office")},
    "meet": {"paused in execution": ("lead", "office")},
    # From the first decision until the delivery; in one stage a report stands already: see `world`.
    "report": dict.fromkeys((*GATES[1:], *WORK[1:], *PAUSED, BEGUN, CHANGING), ("lead",)),
    "correct a report": {"paused in execution": ("lead",)},
    "acknowledge": {"paused in execution": DECIDERS},
    "waive": {"paused in execution": DECIDERS},
    # From the first decision until it is closed.
    "tell the money": dict.fromkeys(
        (*GATES[1:], *WORK[1:], *PAUSED, "realisation", BEGUN, CHANGING), ("lead", *DECIDERS, "office")
    ),
    # From BP1 until it is closed: the owners, who stands in for one, and the office in their place.
    "measure": dict.fromkeys(
        ("execution", "bp2", "handover", "bp3", "realisation", *PAUSED, BEGUN, CHANGING),
        (*DECIDERS, "office"),
    ),
}
# Of meetings, which are about no directive and so in no stage.
_LEADS = ("chair", "secretary")
ACTS["plan meetings"] = {"": (*_LEADS, "office")}
ACTS["write in a meeting"] = {"": _LEADS}
# The unit that is asked about has nobody of its own here.
ACTS["speak for the unit"] = {"": ("office",)}
ACTS["speak for a unit"] = {"": ("office", "reference group by unit", "once in the unit")}
ACTS["ask for the report of all"] = {"": ("office",)}
ACTS["record plans"] = {"": ("office",)}  # of this board; its own chair and secretary are nobody here
ACTS["see all of a meeting"] = {"": (*IN_BODY, "office")}

# Answers. A form sent empty comes back (422), is refused with reasons (409) or leads on (302).
OK, MOVED, REFUSED, ABSENT, WRONG_METHOD = 200, 302, 403, 404, 405
FORM = (302, 409, 422)
Codes = tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """`get`, `post`: what those get who see enough, unless `stages` says otherwise for the stage.

    `acts`: whose posts may change something. `others`: what a post by the rest of those who see enough gives;
    `get_others`: their GET, where even that is for those who act. `audited`: an auditor sees enough of every internal
    directive here, whatever else they see of it.
    """

    needs: Needs
    get: Codes = (OK,)
    post: Codes = (WRONG_METHOD,)
    acts: str = ""
    others: Codes = ()
    get_others: Codes = ()
    stages: Mapping[str, Codes] | None = None  # of GET
    audited: bool = False

    @property
    def about_a_directive(self) -> bool:
        return self.needs in (Needs.DECIDED, Needs.WORKING)

    def on_get(self, kind: str, stage: str) -> Codes:
        if self.get_others and not self.may_change(kind, stage):
            return self.get_others
        return (self.stages or {}).get(stage, self.get)

    def on_post(self, kind: str, stage: str) -> Codes:
        return self.post if self.may_change(kind, stage) else self.others or self.post

    def acting(self, stage: str) -> tuple[str, ...]:
        return ACTS[self.acts].get(stage, ())

    def may_change(self, kind: str, stage: str) -> bool:
        return not self.acts or kind in self.acting(stage)


N = Needs
_OPEN_ROUND = dict.fromkeys((*GATES, "paused at bp2", CHANGING), (OK,))
_NOT_AT_WORK = dict.fromkeys(
    (*GATES, "paused at bp2", "realisation", "closed", "refused at bp0", "stopped in execution"), (MOVED,)
)
_CONDITION = {"paused in execution": (OK,)}
_NO_DECISION = dict.fromkeys(("draft", "bp0"), (ABSENT,))
_ONLY_POST = _ONLY_GET = (WRONG_METHOD,)

TABLE: dict[str, Row] = {
    # Everybody
    "account_login": Row(N.NOTHING, get=(OK, MOVED), post=(OK, MOVED)),
    "account_inactive": Row(N.NOTHING, post=_ONLY_POST),
    "demo_login": Row(N.NOTHING, get=_ONLY_POST, post=(ABSENT,)),  # an empty form names nobody
    "mfa_authenticate": Row(N.NOTHING, get=(MOVED,), post=(MOVED,)),  # nobody is half logged in
    "mfa_login_webauthn": Row(N.NOTHING, get=(MOVED,), post=(MOVED,)),
    "oidc_login": Row(N.NOTHING, get=(ABSENT,), post=(ABSENT,)),  # no single sign-on is set up
    "oidc_callback": Row(N.NOTHING, get=(ABSENT,)),
    "account_logout": Row(N.NOTHING, get=(OK, MOVED), post=(MOVED,)),
    "set_language": Row(N.NOTHING, get=(MOVED,), post=(MOVED,)),
    "accessibility": Row(N.NOTHING),
    "help": Row(N.NOTHING),
    "source": Row(N.NOTHING),
    "health": Row(N.NOTHING),
    # Every account
    "account": Row(N.ACCOUNT),
    "account_reauthenticate": Row(N.ACCOUNT, post=(OK,)),
    "account_change_password": Row(N.ACCOUNT, post=(OK,)),
    "prove": Row(N.ACCOUNT, get=(ABSENT,)),  # nothing is being confirmed
    "mfa_index": Row(N.ACCOUNT),
    **dict.fromkeys(("mfa_activate_totp", "mfa_add_webauthn"), Row(N.ACCOUNT, get=(MOVED,), post=(MOVED,))),
    "mfa_deactivate_totp": Row(N.ACCOUNT, get=(ABSENT,), post=(ABSENT,)),
    "mfa_view_recovery_codes": Row(N.ACCOUNT, get=(ABSENT,), post=_ONLY_GET),
    "mfa_generate_recovery_codes": Row(N.ACCOUNT, get=(MOVED,), post=(MOVED,)),
    "mfa_download_recovery_codes": Row(N.ACCOUNT, get=(ABSENT,), post=(ABSENT,)),
    "mfa_list_webauthn": Row(N.ACCOUNT),
    # proof anew, by what nobody here has: on to the password
    **dict.fromkeys(("mfa_reauthenticate", "mfa_reauthenticate_webauthn"), Row(N.ACCOUNT, get=(MOVED,), post=(MOVED,))),
    **dict.fromkeys(("mfa_edit_webauthn", "mfa_remove_webauthn"), Row(N.ACCOUNT, get=(MOVED,), post=(MOVED,))),
    # Every person
    "start": Row(N.PERSON),
    "directives": Row(N.PERSON),
    "search": Row(N.PERSON),
    "directive-new": Row(N.PERSON, post=FORM),
    "consultation": Row(N.PERSON, get=(ABSENT,), post=(ABSENT,)),
    "consultation-ready": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),
    "comment": Row(N.PERSON, get=(ABSENT,), post=(ABSENT,)),
    "import_directive": Row(N.PERSON, post=FORM),
    "templates": Row(N.OFFICE, post=(422,)),  # of no mandate
    "template-remove": Row(N.OFFICE, get=_ONLY_POST, post=FORM),
    "mail-choices": Row(N.PERSON, post=FORM),
    "ask-done": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),  # nobody here has been asked anything
    # Those who imported the text
    "import-preview": Row(N.IMPORTER, post=FORM),
    "import-holder-search": Row(N.IMPORTER),
    "import-discard": Row(N.IMPORTER, get=(WRONG_METHOD,), post=FORM),
    # Those who see at least the decided version
    "directive": Row(N.DECIDED),
    "process": Row(N.DECIDED),
    "version": Row(N.DECIDED, stages={"draft": (ABSENT,)}),
    "version-json": Row(N.DECIDED, stages={"draft": (ABSENT,)}),
    "directive-compare": Row(N.DECIDED),
    "decision": Row(N.DECIDED, stages=_NO_DECISION, audited=True),
    "record": Row(N.DECIDED, stages=_NO_DECISION, audited=True),
    # Only of mandates that were taken in; see test_adopting
    "outside-scan": Row(N.DECIDED, get=(ABSENT,)),
    "adoption-record": Row(N.DECIDED, get=(ABSENT,)),
    # Those who see the working text
    "directive-history": Row(N.WORKING),
    "directive-restore": Row(N.WORKING, get=_ONLY_POST, post=(ABSENT,), acts="edit"),  # an empty form names no text
    "directive-edit": Row(N.WORKING, post=FORM, acts="edit", others=(409,), get_others=(REFUSED,)),
    # An empty form names no part
    "part-save": Row(N.WORKING, get=_ONLY_POST, post=(ABSENT,), acts="edit", others=(409,)),
    "holder-search": Row(N.WORKING),
    "unit-search": Row(N.WORKING),
    "person-search": Row(N.WORKING),
    "mandate-search": Row(N.WORKING),
    "finding-settle": Row(N.WORKING, get=_ONLY_POST, post=FORM, acts="edit"),
    "finding-dismiss": Row(N.WORKING, get=_ONLY_POST, post=FORM, acts="edit"),
    "finding-recall": Row(N.WORKING, get=_ONLY_POST, post=FORM, acts="edit"),
    "progress": Row(N.WORKING, get=_ONLY_POST, post=FORM, acts="edit"),
    # Of a restricted directive; see test_readers
    "reader-name": Row(N.WORKING, get=_ONLY_POST, post=FORM, acts="name readers"),
    "reader-remove": Row(N.WORKING, get=_ONLY_POST, post=(ABSENT,), acts="name readers"),  # nobody is named
    "support-new": Row(N.WORKING, post=FORM, acts="raise a need", others=(409,)),
    "support-need": Row(
        N.WORKING, get=(ABSENT,), post=FORM, acts="answer a need", others=(ABSENT, 409), stages=_CONDITION
    ),
    "support-withdraw": Row(
        N.WORKING, get=_ONLY_POST, post=FORM, acts="withdraw a need", others=(ABSENT, MOVED)
    ),
    # One has been out, and is over. What reviewers reach is tested beside it (tests/web/test_consultation.py).
    "consultation-send": Row(N.WORKING, post=FORM, acts="edit", others=(409,)),
    "consultation-lead": Row(N.WORKING),
    "consultation-move": Row(N.WORKING, get=_ONLY_POST, post=(409, 422)),
    "consultation-csv": Row(N.WORKING),
    "consultation-pdf": Row(N.WORKING),
    "controller-review": Row(N.WORKING, post=FORM, acts="review", others=(409,)),
    "summary": Row(N.DECIDED),
    "directive-word": Row(N.DECIDED),
    "draft-pdf": Row(N.WORKING),
    "money": Row(N.WORKING, post=FORM, acts="tell the money", others=(409,)),
    "benefits": Row(N.WORKING),
    "measure": Row(N.WORKING, post=FORM, acts="measure", others=(409,)),
    "reports": Row(N.WORKING),
    "report-new": Row(N.WORKING, post=FORM, acts="report", others=(409,)),
    "report": Row(N.WORKING, get=(ABSENT,), stages=_CONDITION),
    "report-correct": Row(
        N.WORKING, get=(ABSENT,), post=FORM, acts="correct a report", others=(ABSENT, 409), stages=_CONDITION
    ),
    "report-acknowledge": Row(
        N.WORKING, get=_ONLY_POST, post=FORM, acts="acknowledge", others=(ABSENT, 409)
    ),
    "submit": Row(N.WORKING, post=FORM, acts="submit", stages=_NOT_AT_WORK),
    "ask": Row(N.WORKING, get=(MOVED,), post=(MOVED,)),  # "background" is no reason that stands in the way
    "gate": Row(
        N.WORKING, get=(MOVED,), post=FORM, acts="prepare or decide", stages=_OPEN_ROUND
    ),
    "gate-confirm": Row(
        N.WORKING, get=(MOVED,), post=FORM, acts="decide",
        stages=dict.fromkeys((*GATES, "paused at bp2", CHANGING), (OK, MOVED)),
    ),
    "recuse": Row(N.WORKING, post=FORM, acts="decide"),
    # There is something to read where a change is begun; else the others are led on to the mandate
    "change": Row(N.WORKING, post=FORM, acts="change", others=(409,), get_others=(OK, MOVED)),
    "change-drop": Row(N.WORKING, get=_ONLY_POST, post=FORM, acts="prepare a change"),
    "change-edit": Row(
        N.WORKING, post=FORM, acts="prepare a change", others=(409,), get_others=(MOVED, REFUSED)
    ),
    "withdraw": Row(N.WORKING, get=_ONLY_POST, post=FORM, acts="withdraw"),
    "pause": Row(N.WORKING, post=FORM, acts="pause"),
    "resume": Row(N.WORKING, get=_ONLY_POST, post=FORM, acts="resume"),
    "stop": Row(N.WORKING, post=FORM, acts="stop"),
    "close": Row(N.WORKING, post=FORM, acts="close"),
    "condition": Row(
        N.WORKING, get=(ABSENT,), post=FORM, acts="meet", others=(ABSENT, 409), stages=_CONDITION
    ),
    "condition-waive": Row(
        N.WORKING, get=(ABSENT,), post=FORM, acts="waive", others=(ABSENT, 409), stages=_CONDITION
    ),
    # Those who read the audit chain; disposal is the office's alone
    "audit": Row(N.AUDITOR),
    "audit-csv": Row(N.AUDITOR),
    "audit-json": Row(N.AUDITOR),
    "audit-checks": Row(N.AUDITOR),
    "audit-event": Row(N.AUDITOR),
    "audit-check": Row(N.AUDITOR, get=_ONLY_POST, post=(MOVED,)),
    "audit-dispose": Row(N.OFFICE, post=FORM),
    # Controllers
    "controlled": Row(N.CONTROLLER),
    # The meetings of a body; the one that is asked about is over, and its minutes are adjusted
    "meetings": Row(N.PERSON),
    "meeting": Row(N.PERSON),
    "meeting-calendar": Row(N.PERSON),
    "meeting-new": Row(N.PERSON, post=FORM, acts="plan meetings", others=(REFUSED,), get_others=(REFUSED,)),
    "meeting-edit": Row(N.PERSON, post=FORM, acts="plan meetings", others=(REFUSED,), get_others=(REFUSED,)),
    "meeting-arrange": Row(N.PERSON, get=_ONLY_POST, post=FORM, acts="plan meetings", others=(REFUSED,)),
    "meeting-item-new": Row(N.PERSON, post=FORM, acts="plan meetings", others=(REFUSED,), get_others=(REFUSED,)),
    "meeting-item": Row(
        N.PERSON, get=(ABSENT,), post=(ABSENT,), acts="plan meetings", others=(REFUSED,), get_others=(REFUSED,)
    ),
    **{
        name: Row(
            N.PERSON, get=(MOVED,), post=FORM, acts="write in a meeting", others=(REFUSED,), get_others=(REFUSED,)
        )
        for name in ("meeting-room", "meeting-attendance", "meeting-note")
    },
    "minutes": Row(N.PERSON, post=(409,)),
    "minutes-file": Row(N.PERSON),
    "extracts": Row(N.PERSON, acts="see all of a meeting", get_others=(ABSENT,)),
    "extract": Row(N.PERSON, post=FORM, acts="write in a meeting", others=(REFUSED,)),
    "extract-file": Row(N.PERSON),
    # The models
    "editions": Row(N.OFFICE),
    "edition": Row(N.OFFICE),
    "edition-move": Row(N.OFFICE, post=FORM),
    "edition-draft": Row(N.OFFICE, post=FORM),
    "edition-draft-begin": Row(N.OFFICE, get=_ONLY_POST, post=(302,)),
    "edition-draft-discard": Row(N.OFFICE, get=_ONLY_POST, post=(302,)),
    "edition-draft-act": Row(N.OFFICE, get=_ONLY_POST, post=(302,)),
    "edition-draft-publish": Row(N.OFFICE, post=(409,)),
    "edition-draft-preview": Row(N.OFFICE),
    "edition-draft-chapter": Row(N.OFFICE, post=FORM),
    "edition-draft-gate": Row(N.OFFICE, post=FORM),
    "edition-draft-item": Row(N.OFFICE, post=FORM),
    # The strategy
    "strategy": Row(N.PERSON),
    "strategy-coverage": Row(N.PERSON),
    "strategy-edition": Row(N.PERSON),
    "strategy-carried": Row(N.PERSON),
    "strategy-publish": Row(N.OFFICE, post=(409,)),
    "strategy-coverage-csv": Row(N.PERSON),
    "strategy-plans-csv": Row(N.PERSON),
    "plans": Row(N.PERSON),
    "plan-new": Row(N.OFFICE, post=FORM),
    "plan": Row(N.PERSON, post=FORM, acts="record plans", others=(REFUSED,)),
    "plan-edit": Row(N.OFFICE, post=FORM),
    "plan-remove": Row(N.OFFICE, get=_ONLY_POST, post=(302,)),
    "plan-point": Row(N.OFFICE, get=(ABSENT,), post=(409,)),
    "strategy-import": Row(N.OFFICE, post=FORM),
    "strategy-import-preview": Row(N.OFFICE, post=FORM),
    "strategy-import-discard": Row(N.OFFICE, get=_ONLY_POST, post=(302,)),
    "strategy-settle": Row(N.OFFICE, get=_ONLY_POST, post=(302,)),
    "strategy-dismiss": Row(N.OFFICE, get=_ONLY_POST, post=(302,)),
    "strategy-recall": Row(N.OFFICE, get=_ONLY_POST, post=(302,)),
    "strategy-name": Row(N.OFFICE, get=(409,), post=(409,)),  # it is published
    "strategy-part": Row(N.OFFICE, get=(ABSENT,), post=(409,)),
    # The portfolio office
    "portfolio": Row(N.PERSON),
    "dashboard": Row(N.PERSON),
    "dependencies": Row(N.PERSON),
    "dependency-links": Row(N.PERSON),
    "roadmap": Row(N.PERSON),
    "overview-csv": Row(N.PERSON),
    "priority": Row(N.OFFICE),
    "priority-order": Row(N.OFFICE, get=(ABSENT,)),
    "priority-new": Row(N.OFFICE, post=FORM),
    "support-needs": Row(N.PERSON),
    # What is counted differs with the person (tests/web/test_capacity.py); those of a unit speak for it.
    "capacity": Row(N.PERSON),
    "capacity-csv": Row(N.PERSON),
    "capacity-nowhere": Row(N.PERSON),
    "capacity-unit": Row(N.PERSON, post=FORM, acts="speak for the unit", others=(REFUSED,)),
    "freezes": Row(N.PERSON, post=FORM, acts="speak for a unit", others=(REFUSED,)),
    "freeze-lift": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),
    # There is no need of a unit here: its own tests say who sees one (tests/web/test_unit_needs.py).
    "needs": Row(N.PERSON),
    "need-new": Row(N.PERSON, get=(OK, REFUSED), post=(*FORM, REFUSED)),
    "need": Row(N.PERSON, get=(ABSENT,), post=(ABSENT,)),
    "need-start": Row(N.PERSON, get=(ABSENT,), post=(ABSENT,)),
    "need-look": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),
    "need-withdraw": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),
    "need-read": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),
    "portfolio-columns": Row(N.PERSON, get=(MOVED,)),
    "downloads": Row(N.PERSON, post=FORM, acts="ask for the report of all", others=(REFUSED,)),
    "download-again": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),  # nobody here has asked for anything
    "returned": Row(N.PERSON, post=FORM),
    "returned-look": Row(N.PERSON, get=(ABSENT,), post=(ABSENT,)),  # nobody here has given one in
    "returned-discard": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),
    "saved-views": Row(N.PERSON),
    "view-save": Row(N.PERSON, get=_ONLY_POST, post=FORM),
    "view-open": Row(N.PERSON, get=(ABSENT,)),
    "view-drop": Row(N.PERSON, get=_ONLY_POST, post=(ABSENT,)),
    "adopt": Row(N.OFFICE, post=FORM),
    "adopt-many": Row(N.OFFICE, post=FORM),
    "adopt-template": Row(N.OFFICE),
    "adopt-sheet": Row(N.OFFICE, post=FORM),
    "adopt-sheet-discard": Row(N.OFFICE, get=_ONLY_POST, post=FORM),
    "adopt-tell": Row(N.OFFICE, post=FORM),
    "adopt-confirm": Row(N.OFFICE, post=FORM),
    "adopt-discard": Row(N.OFFICE, get=_ONLY_POST, post=FORM),
    "mail-log": Row(N.OFFICE),
    "export-status": Row(N.OFFICE, get=_ONLY_POST, post=(200,)),
    "organisation": Row(N.OFFICE),
    **{
        f"organisation-{kind}": Row(N.OFFICE) for kind in ("person", "position", "unit", "body", "duty")
    },
    **{
        f"organisation-{kind}-{form}": Row(N.OFFICE, post=FORM)
        for kind in ("person", "position", "unit", "body")
        for form in ("new", "edit")
    },
    **{
        f"organisation-{kind}-{button}": Row(N.OFFICE, get=_ONLY_POST, post=FORM)
        for kind, buttons in {
            "person": ("state", "account"),
            "position": ("state", "held", "end"),
            "unit": ("state",),
            "body": ("state", "held", "end"),
            "duty": ("remove",),
        }.items()
        for button in buttons
    },
    "portfolio-benefits": Row(N.OFFICE),
    "download": Row(N.OFFICE, get=(ABSENT,)),
    "portfolio-money": Row(N.OFFICE),
    "report-rounds": Row(N.OFFICE),
    "report-round-new": Row(N.OFFICE, post=FORM),
    "report-round": Row(N.OFFICE, post=FORM),
    "deviations": Row(N.OFFICE),
    "delegated": Row(N.OFFICE, post=FORM),
    "delegated-csv": Row(N.OFFICE),
    "organisation-substitution": Row(N.OFFICE),
    "organisation-substitution-new": Row(N.OFFICE, post=FORM),
    "organisation-substitution-end": Row(N.OFFICE, get=_ONLY_POST, post=FORM),
    "organisation-duty-new": Row(N.OFFICE, post=FORM),
}  # fmt: skip


def refusal(row: Row, kind: str, level: Needs) -> int | None:
    """The answer to those whom an address is closed to: log in, ask for a person, or: there is no such page."""
    if row.needs is N.NOTHING or (row.needs is N.ACCOUNT and kind != ANONYMOUS):
        return None
    if kind == ANONYMOUS:
        return MOVED
    if kind in (NO_PERSON, INACTIVE):
        return REFUSED
    if row.needs is N.OFFICE:
        return None if kind == "office" else REFUSED
    if row.needs in (N.AUDITOR, N.CONTROLLER):
        return None if kind in (AUDITORS if row.needs is N.AUDITOR else CONTROLLERS) else REFUSED
    if row.needs is N.IMPORTER:
        return None if kind in IMPORTERS else ABSENT
    return ABSENT if level < row.needs else None


assert set(SEES) == set(KINDS)
