// As the questions are answered, what stands in the way of a yes is asked for again: only the server knows the rules.
// Without this the page says so when it is sent.
"use strict";

const WAIT = 300; // milliseconds after the last answer
const form = document.querySelector("form[data-follows]");
let timer = 0;
let last = 0;

async function renew() {
  const mine = ++last;
  const typed = new URLSearchParams(new FormData(form));
  typed.set("do", "show"); // draws the page with what is typed, and does nothing else
  try {
    const answer = await fetch(form.action, { method: "POST", body: typed, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = document.querySelector("[data-blocked]");
    const fresh = page.querySelector("[data-blocked]");
    if (answer.ok && fresh && mine === last && !part.contains(document.activeElement)) part.replaceWith(fresh);
  } catch {
    // The network is away: the page that is sent says the same.
  }
}

form.addEventListener("change", (event) => {
  if (!event.target.closest(".check")) return;
  clearTimeout(timer);
  timer = setTimeout(renew, WAIT);
});
