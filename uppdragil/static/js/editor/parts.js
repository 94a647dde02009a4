// The parts of the page (the head, a chapter's own words, a row, an order of rows) and their way to the server.
//
// Never two requests of one part at the same time. A request that got no answer is sent again as it was before anything
// newer is: the server knows what it has stored already, so that nobody clashes with themselves.

import { form, placeOf, say, showPageState, showState, word } from "./page.js";
import { send } from "./send.js";

const AFTER_TYPING = 1500; // milliseconds
const AFTER_CHOOSING = 200;
const WAITS = [2000, 5000, 10000, 30000]; // before each new try without contact
const STUCK = ["clash", "closed"]; // somebody has to choose first
const MOST = 3; // places that are named at once

export const parts = new Map();
const listeners = new Set();
let wasBad = false; // whether the top of the page said that something was in trouble

/** `listener(part, answer)` is told of everything that was stored. */
export const onStored = (listener) => listeners.add(listener);

export const inTrouble = () => [...parts.values()].filter((part) => part.trouble);

/** Sends everything that is not saved; whether all of it could be. */
export async function saveAll() {
  await Promise.all([...parts.values()].map((part) => part.save({ now: true })));
  return inTrouble().length === 0;
}

/** Base. `saved` is what the server has confirmed, in the form that `says` gives. */
export class Part {
  saved = null;
  pending = null; // what was sent and not answered: { says, pairs }
  trouble = "";
  tries = 0;

  constructor(id) {
    this.id = id;
    parts.set(id, this);
  }

  get isDirty() { return this.says() !== this.saved; }
  get mayWait() { return false; }
  remember() {}
  forget() {}
  leave() { parts.delete(this.id); clearTimeout(this.timer); this.forget(); }

  /** Somebody typed, or chose something (`soon`). */
  touched(soon = false) {
    if (!this.isDirty && !this.pending && !this.going) { this.asBefore(); return; }
    this.remember();
    if (this.trouble === "wrong") { this.trouble = ""; this.cleared(); }
    if (STUCK.includes(this.trouble)) return;
    if (!this.trouble) this.show(word("typing"));
    this.schedule(soon ? AFTER_CHOOSING : AFTER_TYPING);
  }

  /** A part of a name is nothing to save yet, until one is chosen or the field is left: it is kept. */
  halfTyped() {
    clearTimeout(this.timer);
    if (this.isDirty) this.remember();
    else this.forget();
  }

  /** It says what is stored: what was wrong with it is gone. */
  asBefore() {
    this.forget();
    this.show("");
    if (this.trouble !== "wrong") return;
    this.trouble = "";
    this.cleared();
    showTrouble();
  }

  schedule(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  /** Resolves when there is nothing more to send at present: it is stored, or in trouble. `now`: blank rows, too. */
  async save({ now = false, keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.going) { this.again = true; return this.going; }
    if (STUCK.includes(this.trouble) || (!this.isDirty && !this.pending) || (this.mayWait && !now)) return;
    this.going = this.attempt(keepalive);
    await this.going;
    this.going = null;
    if (this.again || (this.isDirty && !this.trouble && !this.mayWait)) {
      this.again = false;
      if (!this.trouble) await this.save({ now });
    }
  }

  async attempt(keepalive) {
    this.pending ??= { says: this.says(), pairs: this.request() };
    const { outcome, answer } = await send(this.pending.pairs, { keepalive });
    if (outcome === "away" || outcome === "signedOut") this.stays(outcome);
    else {
      const sent = this.pending;
      this.pending = null;
      this.tries = 0;
      if (outcome === "stored") this.confirmed(sent, answer);
      else this.refused(outcome, answer);
    }
    showTrouble();
  }

  /** Sent again as it is, later: `away` by itself, `signedOut` when somebody is here again. */
  stays(outcome) {
    this.trouble = outcome;
    this.show(word("notSaved"), "bad");
    this.remember();
    this.schedule(WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }

  confirmed(sent, answer) {
    this.trouble = "";
    this.saved = sent.says;
    for (const listener of listeners) listener(this, answer);
    if (this.isDirty) { this.show(word("typing")); return; }
    this.forget();
    this.show(answer.state, "ok");
    showTrouble(answer.state);
  }

  refused(outcome, answer) {
    this.trouble = outcome;
    this.remember();
    this.show(answer.closed ?? answer.errors?.[""] ?? word("notSaved"), "bad");
    if (outcome === "closed") say(answer.closed ?? word("notSaved"));
  }

  cleared() {}

  /** Where it stands: { href, text }. */
  get place() { return placeOf(this.id); }

  show(text, level) { showState(this.id, text, level); }
}

/** At the top of the page: what is in trouble, or else when something was saved. */
export function showTrouble(saved = "") {
  const kinds = new Set(inTrouble().map((part) => part.trouble));
  wasBad ||= kinds.size > 0;
  if (kinds.has("signedOut")) showPageState(word("signedOut"), "bad", [{ href: form.dataset.login, text: word("logIn") }]);
  else if (kinds.has("away")) showPageState(word("away"), "bad");
  else if (kinds.size) showPlaces(inTrouble().map((part) => part.place));
  else if (saved || wasBad) {
    showPageState(saved, "ok");
    wasBad = false;
  }
}

/** Which parts are not saved, each once, with a way to it; no more than a few. */
function showPlaces(places) {
  const links = places.filter(({ href }, i) => places.findIndex((other) => other.href === href) === i);
  const more = links.length - MOST;
  showPageState(word("someNot"), "bad", links.slice(0, MOST), more > 0 ? word("andMore", { n: more }) : "");
}

/** What got no answer is tried again at once. */
export function tryAgain() {
  for (const part of inTrouble()) if (["away", "signedOut"].includes(part.trouble)) part.save({ now: true });
}
