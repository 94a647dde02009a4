// Asks before one leaves a page where a form with data-unsaved says more than what is stored.
// data-unsaved="yes": it did so already when the page was drawn.
"use strict";

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const typed = () => new URLSearchParams(new FormData(form)).toString();
  const drawn = form.dataset.unsaved === "yes" ? null : typed();
  let sent = false;

  form.addEventListener("submit", () => { sent = true; });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => {
    if (!sent && typed() !== drawn) event.preventDefault();
  });
}
