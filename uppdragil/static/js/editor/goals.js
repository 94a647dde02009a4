// The goals that a row can be ticked for follow the goals above it: new ones, other words, removed ones.

import { form, rowsOf } from "./page.js";
import { parts } from "./parts.js";

const uidOf = (row) => row.dataset.part.split(":")[1];

// The rows of a chapter, the goals that they point at (fields are called as these), and the sign before a goal.
const LINKS = [["activities", "mandate_goals", "U"], ["mandate_goals", "impact_goals", "E"]];

export const LINKED = [...new Set(LINKS.flatMap(([rows, goals]) => [rows, goals]))];

export function followGoals() {
  for (const [rows, goals, sign] of LINKS) follow(rows, goals, sign);
}

function follow(chapter, key, sign) {
  const goals = rowsOf(key).filter((row) => parts.get(row.dataset.part)?.mark);
  for (const row of rowsOf(chapter)) {
    const part = parts.get(row.dataset.part);
    const options = optionsOf(row, key) ?? (goals.length ? added(row, chapter, key) : null);
    if (!part || !options) continue;
    const wasSaved = !part.isDirty;
    for (const option of options.children) disable(option, true);
    for (const [i, goal] of goals.entries()) {
      const option = optionOf(options, uidOf(goal));
      disable(option, false);
      options.append(option);
      const text = goal.querySelector("textarea, input:not([type=hidden])").value;
      option.querySelector("label").lastChild.textContent = ` ${sign}${i + 1} ${text.slice(0, 90)}`;
    }
    settle(part, key, wasSaved);
  }
}

const optionsOf = (within, key) => within.querySelector(`.options:has([name$="-${key}"])`);

/** The field of a row that was drawn when there was nothing to link to, as a new row has it. */
function added(row, chapter, key) {
  const template = form.querySelector(`template[data-new="${chapter}"]`);
  const field = template && optionsOf(template.content, key)?.closest("fieldset, .field");
  if (!field) return null;
  const fresh = document.createElement("div");
  fresh.className = "is-wide";
  fresh.innerHTML = field.outerHTML.replaceAll("__prefix__", row.dataset.prefix.split("-").pop());
  row.querySelector(":scope > .row__fields > .findings").before(fresh);
  return optionsOf(fresh, key);
}

/** A goal that is gone takes its links along, which the server has seen to; one that is back brings them. */
function settle(part, key, wasSaved) {
  if (!wasSaved || !part.isDirty) return;
  const links = (text) => JSON.parse(text ?? "[]").filter(([name]) => name === key).length;
  if (links(part.says()) > links(part.saved)) part.touched(true);
  else part.saved = part.says();
}

function disable(option, off) {
  option.hidden = off;
  option.querySelector("input").disabled = off;
}

function optionOf(options, uid) {
  const found = [...options.children].find((option) => option.querySelector("input").value === uid);
  if (found) return found;
  const option = options.firstElementChild.cloneNode(true);
  const box = option.querySelector("input");
  box.value = uid;
  box.checked = box.defaultChecked = false;
  box.id = `${box.id}-${uid}`;
  option.querySelector("label").htmlFor = box.id;
  return option;
}
