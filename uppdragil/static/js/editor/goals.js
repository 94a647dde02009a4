// The goals that an activity can be ticked for follow the goals above: new ones, other words, removed ones.

import { form, rowsOf } from "./page.js";
import { parts } from "./parts.js";

const uidOf = (row) => row.dataset.part.split(":")[1];

export function followGoals() {
  const goals = rowsOf("mandate_goals").filter((row) => parts.get(row.dataset.part)?.mark);
  for (const row of rowsOf("activities")) {
    const part = parts.get(row.dataset.part);
    const options = row.querySelector('.options:has([name$="-mandate_goals"])');
    if (!part || !options) continue;
    const wasSaved = !part.isDirty;
    for (const option of options.children) disable(option, true);
    for (const [i, goal] of goals.entries()) {
      const option = optionOf(options, uidOf(goal));
      disable(option, false);
      options.append(option);
      const text = goal.querySelector("textarea, input:not([type=hidden])").value;
      option.querySelector("label").lastChild.textContent = ` U${i + 1} ${text.slice(0, 90)}`;
    }
    settle(part, wasSaved);
  }
}

/** A goal that is gone takes its links along, which the server has seen to; one that is back brings them. */
function settle(part, wasSaved) {
  if (!wasSaved || !part.isDirty) return;
  const links = (text) => JSON.parse(text ?? "[]").filter(([name]) => name === "mandate_goals").length;
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
