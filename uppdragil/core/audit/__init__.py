"""The audit chain: what happened, each event bound to the one before it by a hash.

    from uppdragil.core import audit
    audit.append(verb="decision.made", actor=audit.Actor(person.name, person.uid), subject=directive.uid,
                 payload={"version": sha}, now=now)

An event holds the hash of the event before it, so that nobody can change, remove, swap or slip in one
without every later hash being different. `manage.py audit_verify` walks the chain and names the first
event that is not as it was written.

An event that tells of rows of evidence (decisions, sign-offs, records …) carries a digest of each, all columns
included; `evidence` compares the tables with them (`audit_verify --evidence`).

What a chain cannot show:

- That its end was cut off. Whoever may write the tables can remove the last events and set the head back;
  what is left is a whole chain. The kept checks (`check`) show it as long as nobody removes them, too;
  only a head that left the system in time shows it for certain: `audit_verify` prints the head, keep it
  elsewhere (mail, paper, another system's log) and give it back with `--expect`.
- That it was written anew. Nothing in a hash is secret: whoever may write the tables can change an event
  and recompute all that follow. Again a head from outside shows it, for everything up to that head.
- That what it says was true when it was written, or that everything that happened was written.
- That its clock was right: `at` is the server's.
- What a disposed payload said. The tombstone shows that there was one, when it was emptied and why.

Events written after the last head that left the system are as safe as the database, and no safer.
"""

from .chain import HASHED, START, Head, event_hash, payload_hash
from .checking import Problem, Verification, verify
from .checks import SYSTEM, check, check_of_the_night, found, furthest_head, last_check
from .evidence import Evidence, Finding, Wrong, evidence
from .sentences import explain, explain_check, explain_evidence
from .writing import (
    DISPOSED,
    JSON,
    MAX_PAYLOAD,
    SALT_SIZE,
    Actor,
    Entry,
    Ready,
    append,
    append_all,
    append_ready,
    dispose,
    ready,
)

__all__ = [
    "DISPOSED",
    "HASHED",
    "JSON",
    "MAX_PAYLOAD",
    "SALT_SIZE",
    "START",
    "SYSTEM",
    "Actor",
    "Entry",
    "Evidence",
    "Finding",
    "Head",
    "Problem",
    "Ready",
    "Verification",
    "Wrong",
    "append",
    "append_all",
    "append_ready",
    "check",
    "check_of_the_night",
    "dispose",
    "event_hash",
    "evidence",
    "explain",
    "explain_check",
    "explain_evidence",
    "found",
    "furthest_head",
    "last_check",
    "payload_hash",
    "ready",
    "verify",
]
