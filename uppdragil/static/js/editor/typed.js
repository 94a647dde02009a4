// A part with fields: the head, a chapter's own words, or a row.

import { fill, isBlank, named, said } from "./fields.js";
import { forget, keep } from "./kept.js";
import { chapterOf, form, placeOf, rowsOf, say, word } from "./page.js";
import { Part } from "./parts.js";

const REMOVED = "removed";

export class TypedPart extends Part {
  isRemoved = false;

  /** `mark`: of what the fields were drawn with, "" for a row that is not stored. */
  constructor(box, mark) {
    super(box.dataset.part);
    this.box = box;
    this.mark = mark;
    this.saved = mark || !this.isRow ? JSON.stringify(said(box, true)) : null;
  }

  get isRow() { return this.id.includes(":"); }
  get mayWait() { return this.isRow && !this.isRemoved && isBlank(this.box) && this.box.contains(document.activeElement); }

  says() {
    if (this.isRemoved || (this.isRow && !this.mark && isBlank(this.box))) return this.mark ? REMOVED : this.saved;
    return JSON.stringify(said(this.box));
  }

  request() {
    const pairs = [["part", this.id], ["seen", this.mark], ["do", this.isRemoved ? "remove" : "save"]];
    if (this.isRemoved) return pairs;
    if (this.isRow) {
      pairs.push(["prefix", this.box.dataset.prefix]);
      if (!this.mark) pairs.push(["order", rowsOf(chapterOf(this.id)).map((row) => row.dataset.part.split(":")[1]).join(" ")]);
    }
    return [...pairs, ...named(this.box)];
  }

  remember() {
    if (this.isRemoved) return;
    const kept = keep(this.id, { fields: said(this.box), seen: this.mark, at: new Date().toISOString() });
    if (!kept) this.show(word("noRoom"), "bad");
  }

  forget() { forget(this.id); }

  confirmed(sent, answer) {
    this.mark = answer.mark;
    if (!this.mark) sent = { ...sent, says: null };
    super.confirmed(sent, answer);
    if (!this.mark) this.show("");
    this.stands(answer.heading);
  }

  /** A row as it stands on the server: what it is called there, and its history. */
  stands(heading) {
    const title = this.box.querySelector("[data-title]");
    if (title && heading) title.textContent = heading;
    const history = this.box.querySelector("[data-history]");
    if (history) history.hidden = !this.mark;
  }

  refused(outcome, answer) {
    super.refused(outcome, answer);
    if (outcome === "wrong") this.showErrors(answer.errors);
    if (outcome !== "clash") return;
    this.theirMark = answer.mark;
    this.theirHeading = answer.heading;
    if (this.isRemoved) this.comesBack(answer);
    else this.showClash(answer);
  }

  /** A row that was to be removed had been changed by somebody: it stays, as they wrote it. */
  comesBack(answer) {
    this.trouble = "";
    this.mark = this.theirMark;
    this.restore?.();
    if (answer.fields) fill(this.box, answer.fields);
    this.saved = this.says();
    this.show(word("staysChanged"), "bad");
    say(word("staysChanged"));
  }

  showClash(answer) {
    this.clearClash();
    const fresh = document.createElement("div");
    fresh.innerHTML = answer.conflict;
    this.clash = fresh.firstElementChild;
    this.box.classList.add("row--conflict");
    const legend = this.box.querySelector(":scope > legend");
    if (legend) legend.after(this.clash);
    else this.box.prepend(this.clash);
    this.clash.querySelector("[data-mine]").addEventListener("click", (event) => {
      event.preventDefault();
      this.settle(() => { this.saved = null; });
      this.save({ now: true });
    });
    this.clash.querySelector("[data-theirs]").addEventListener("click", (event) => {
      event.preventDefault();
      this.settle(() => this.take(answer.fields));
    });
  }

  settle(choose) {
    this.trouble = "";
    this.mark = this.theirMark;
    choose();
    this.clearClash();
    const field = this.box.querySelector("input:not([type=hidden]), select, textarea") ?? form;
    field.focus();
    import("./parts.js").then(({ showTrouble }) => showTrouble());
  }

  /** The other's text; without fields they have removed the row. */
  take(fields) {
    this.forget();
    if (!fields) { this.box.remove(); this.leave(); return; }
    fill(this.box, fields);
    this.stands(this.theirHeading);
    this.saved = this.says();
    this.show("");
  }

  clearClash() {
    this.clash?.remove();
    this.box.classList.remove("row--conflict");
  }

  showErrors(errors) {
    this.cleared();
    for (const [name, sentence] of Object.entries(errors)) {
      const field = this.box.querySelector(`[name="${CSS.escape(name)}"]`);
      if (!field) continue;
      const error = document.createElement("span");
      error.className = "field__error";
      error.dataset.error = "";
      error.id = `${field.id}-wrong`;
      error.textContent = sentence;
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", [...(field.getAttribute("aria-describedby") ?? "").split(" "), error.id].join(" ").trim());
      field.closest(".field")?.classList.add("field--bad");
      field.before(error);
      say(sentence);
    }
  }

  cleared() {
    for (const error of this.box.querySelectorAll("[data-error]")) {
      const field = this.box.querySelector(`[aria-describedby~="${CSS.escape(error.id)}"]`);
      const ids = (field?.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error.id);
      if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
      else field?.removeAttribute("aria-describedby");
      field?.removeAttribute("aria-invalid");
      field?.closest(".field")?.classList.remove("field--bad");
      error.remove();
    }
  }
}

/** The order of a chapter's rows, as the last one who moved one wants it. */
export class OrderPart extends Part {
  constructor(chapter, stored) {
    super(`order ${chapter}`);
    this.chapter = chapter;
    this.stored = stored; // whether a row is on the server, by its uid
    this.saved = this.says();
  }

  says() {
    return rowsOf(this.chapter).map((row) => row.dataset.part.split(":")[1]).filter(this.stored).join(" ");
  }

  get place() { return placeOf(this.chapter); }

  request() { return [["part", this.chapter], ["do", "order"], ["order", this.says()]]; }

  show(text, level) {
    const place = form.querySelector(`[data-state="${this.chapter}"]`);
    if (!place) return;
    place.className = level ? `savestate savestate--${level}` : "savestate";
    place.textContent = text;
  }
}
