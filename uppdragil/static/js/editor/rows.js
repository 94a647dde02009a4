// Rows: added with a name of their own from the browser, removed with a way back, moved by button and by hand.

import { followGoals } from "./goals.js";
import { chapterOf, form, rowsOf, say, word } from "./page.js";
import { parts } from "./parts.js";
import { OrderPart, TypedPart } from "./typed.js";

const orders = new Map();

const uidOf = (row) => row.dataset.part.split(":")[1];

export function watchOrders() {
  for (const list of form.querySelectorAll("[data-rows]")) {
    const chapter = list.dataset.rows;
    orders.set(chapter, new OrderPart(chapter, (uid) => Boolean(parts.get(`${chapter}:${uid}`)?.mark)));
    renumber(chapter);
  }
}

/** What was stored with its place is in order; after a row came or went it is the page's that counts. */
export const orderStored = (chapter) => {
  const order = orders.get(chapter);
  if (order) order.saved = order.says();
};

export function renumber(chapter) {
  rowsOf(chapter).forEach((row, i) => {
    const number = row.querySelector("[data-number]");
    if (number) number.textContent = i + 1;
  });
}

const newUid = () => [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16).padStart(2, "0")).join("");

/** A row at the end of its chapter; with `uid` one that was there before. */
export function addRow(chapter, uid = newUid()) {
  const template = form.querySelector(`template[data-new="${chapter}"]`);
  const count = form.elements.namedItem(`${chapter}-TOTAL_FORMS`);
  const html = template.innerHTML.replaceAll(`__${chapter}__`, uid).replaceAll("__prefix__", count.value);
  count.value = Number(count.value) + 1;
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  const row = fresh.content.firstElementChild;
  row.querySelector('[name$="-uid"]').value = uid;
  const list = form.querySelector(`[data-rows="${chapter}"]`);
  list.insertBefore(row, list.querySelector(".rows__none"));
  const part = new TypedPart(row, "");
  showGrips(row);
  renumber(chapter);
  return part;
}

const firstField = (row) => row.querySelector("input:not([type=hidden]), select, textarea");

const nameOf = (row) => row.querySelector(`#l-${CSS.escape(uidOf(row))}`)?.textContent.trim() ?? "";

/** It goes at once; in its place stands how to get it back. */
function removeRow(row) {
  const part = parts.get(row.dataset.part);
  const bar = document.createElement("p");
  const undo = document.createElement("button");
  const name = nameOf(row);
  bar.className = "row row--gone";
  undo.type = "button";
  undo.className = "button button--small";
  undo.textContent = word("undo");
  bar.append(word("gone", { row: name }), " ", undo);
  part.restore = () => { bar.replaceWith(row); renumber(chapterOf(part.id)); };
  undo.addEventListener("click", () => {
    part.restore();
    part.isRemoved = false;
    part.touched(true);
    firstField(row)?.focus();
    say(word("back", { row: name }));
  });
  row.replaceWith(bar);
  part.isRemoved = true;
  part.forget();
  renumber(chapterOf(part.id));
  part.touched(true);
  undo.focus();
  say(word("gone", { row: name }));
}

function moveRow(row, step) {
  const rows = rowsOf(chapterOf(row.dataset.part));
  const at = rows.indexOf(row);
  const other = rows[at + step];
  if (!other) { say(word(step < 0 ? "isFirst" : "isLast")); return; }
  if (step < 0) other.before(row);
  else other.after(row);
  moved(row);
}

function moved(row) {
  const chapter = chapterOf(row.dataset.part);
  const rows = rowsOf(chapter);
  renumber(chapter);
  say(word("moved", { place: rows.indexOf(row) + 1, of: rows.length }));
  orders.get(chapter).touched(true);
}

export function showGrips(within) {
  for (const grip of within.querySelectorAll("[data-grip]")) {
    grip.hidden = false;
    grip.addEventListener("pointerdown", drag);
  }
}

/** The row follows the pointer past its neighbours. They are what is moved: a row that is taken out loses the pointer. */
function drag(event) {
  const grip = event.currentTarget;
  const row = grip.closest("[data-part]");
  const start = rowsOf(chapterOf(row.dataset.part)).indexOf(row);
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  row.classList.add("row--held");
  const follow = (at) => {
    const rows = rowsOf(chapterOf(row.dataset.part));
    const from = rows.indexOf(row);
    const to = rows.findIndex((other) => {
      const { top, height } = other.getBoundingClientRect();
      return at.clientY >= top && at.clientY <= top + height;
    });
    if (to < 0) return;
    row.after(...rows.slice(to, from));
    row.before(...rows.slice(from + 1, to + 1));
  };
  const drop = () => {
    grip.removeEventListener("pointermove", follow);
    row.classList.remove("row--held");
    if (rowsOf(chapterOf(row.dataset.part)).indexOf(row) !== start) moved(row);
  };
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("pointerup", drop, { once: true });
  grip.addEventListener("pointercancel", drop, { once: true });
}

/** Whether the button was one of a row, or one that adds a row, and what it does is done. */
export function press(button) {
  const row = button.closest("[data-part]");
  if (button.dataset.move) { moveRow(row, button.dataset.move === "up" ? -1 : 1); button.focus(); }
  else if ("remove" in button.dataset) removeRow(row);
  else if (button.value.startsWith("add:")) {
    const { box } = addRow(button.value.slice(4));
    followGoals();
    firstField(box)?.focus();
  }
  else return false;
  return true;
}

/** Before the form is sent as a whole: its rows are counted anew, and what they were drawn with is what is stored. */
export function makeWhole() {
  for (const list of form.querySelectorAll("[data-rows]")) {
    const chapter = list.dataset.rows;
    const rows = rowsOf(chapter);
    rows.forEach((row, i) => {
      for (const field of row.querySelectorAll("[name]")) {
        if (field.name.startsWith(`${row.dataset.prefix}-`)) field.name = `${chapter}-${i}-${field.name.slice(row.dataset.prefix.length + 1)}`;
      }
      row.dataset.prefix = `${chapter}-${i}`;
    });
    form.elements.namedItem(`${chapter}-TOTAL_FORMS`).value = rows.length;
  }
  for (const seen of form.querySelectorAll('input[name$="-seen"]')) {
    const chapter = seen.name.slice(0, -"-seen".length);
    const rows = rowsOf(chapter).map((row) => parts.get(row.dataset.part)).filter((part) => part?.mark);
    const words = parts.get(chapter)?.mark ?? seen.value.split(" ")[0];
    seen.value = [words, ...rows.map((part) => `${part.id.split(":")[1]}:${part.mark}`)].join(" ");
  }
}
