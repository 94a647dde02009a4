// The editor: everything that is typed is saved part by part, and kept in the browser until the server has it.
// Without this the page is one form with buttons.

import { LINKED, followGoals } from "./goals.js";
import { dispose } from "./kept.js";
import { offerKept } from "./offers.js";
import { chapterOf, form, showAround } from "./page.js";
import { inTrouble, onStored, parts, saveAll, showTrouble, tryAgain } from "./parts.js";
import { makeWhole, orderStored, press, showGrips, watchOrders } from "./rows.js";
import { TypedPart } from "./typed.js";

let leaving = false;

function marksOf(chapter) {
  const [words, ...rows] = form.elements.namedItem(`${chapter}-seen`).value.split(" ");
  return { words, rows: Object.fromEntries(rows.map((row) => row.split(":"))) };
}

function begin() {
  form.classList.add("is-live");
  form.autocomplete = "off";
  for (const section of form.querySelectorAll("[data-section]")) {
    const chapter = section.dataset.section;
    if (!form.elements.namedItem(`${chapter}-seen`)) continue; // locked
    const marks = marksOf(chapter);
    for (const box of section.querySelectorAll("[data-part]")) {
      const uid = box.dataset.part.split(":")[1];
      const part = new TypedPart(box, uid ? marks.rows[uid] ?? "" : marks.words);
      if (form.dataset.unsaved) part.saved = null; // drawn with what was typed before
    }
  }
  watchOrders();
  showGrips(form);
  dispose();
  offerKept();
  for (const part of parts.values()) part.touched();
}

const partOf = (target) => parts.get(target.closest?.("[data-part]")?.dataset.part);

form.addEventListener("input", (event) => {
  const part = partOf(event.target);
  if (event.target.matches("[data-register]")) part?.halfTyped();
  else part?.touched();
});
form.addEventListener("change", (event) => partOf(event.target)?.touched(true));
form.addEventListener("focusout", (event) => {
  const part = partOf(event.target);
  if (part && !part.box.contains(event.relatedTarget)) setTimeout(() => part.save(), 0);
  else if (part?.isDirty && event.target.matches("[data-register]")) part.touched();
});

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  if (button && press(button)) event.preventDefault();
});

form.addEventListener("submit", async (event) => {
  if (leaving) return;
  event.preventDefault();
  const button = event.submitter;
  await saveAll();
  if (!button?.value.startsWith("fix:") || inTrouble().some((part) => ["away", "signedOut"].includes(part.trouble))) return;
  leaving = true;
  makeWhole();
  form.requestSubmit(button);
});

onStored((part, answer) => {
  showAround(answer);
  for (const [id, [from, to]] of Object.entries(answer.marks)) {
    const other = parts.get(id);
    if (other && other !== part && other.mark === from) other.mark = to;
  }
  const chapter = chapterOf(part.id);
  if (part.isRow) orderStored(chapter);
  if (LINKED.includes(chapter)) followGoals();
});

addEventListener("online", tryAgain);
addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") tryAgain();
});
addEventListener("pagehide", () => {
  if (leaving) return;
  for (const part of parts.values()) {
    if (part.isDirty) { part.remember(); part.save({ now: true, keepalive: true }); }
  }
});
addEventListener("pageshow", (event) => {
  leaving = false;
  if (event.persisted) showTrouble();
});
addEventListener("beforeunload", (event) => {
  if (!leaving && inTrouble().length) event.preventDefault();
});

begin();
