// While something is being made, its part of the page is asked for again. Without this there is a link.
"use strict";

const EVERY = 2000; // milliseconds

async function renew() {
  const part = document.querySelector("[data-progress='going']");
  if (!part) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (answer.ok && fresh && !part.contains(document.activeElement)) part.replaceWith(fresh);
  } catch {
    // The network is away: the next time may find it.
  }
  setTimeout(renew, EVERY);
}

setTimeout(renew, EVERY);
