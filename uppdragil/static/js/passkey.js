// Buttons that ask a passkey: <button data-passkey="ID"> inside a form with a field named "credential", where ID is
// the element with the options as JSON. With data-passkey-url instead, the options are fetched when it is pressed.
// Without this script the buttons stay hidden and the other ways remain.
"use strict";

(() => {
  const problem = document.getElementById("passkey-problem");
  const buttons = document.querySelectorAll("[data-passkey], [data-passkey-url]");

  async function options(button) {
    if (button.dataset.passkey) {
      return JSON.parse(document.getElementById(button.dataset.passkey).textContent);
    }
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
    const answer = await fetch(button.dataset.passkeyUrl, { headers });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }

  async function ask(button) {
    const does = problem.dataset.does;
    const asked = await options(button);
    if (does === "create") asked.publicKey.authenticatorSelection.residentKey = "preferred";
    const credential = await window.webauthnJSON[does](asked);
    const form = button.form;
    form.elements.namedItem("credential").value = JSON.stringify(credential);
    form.submit();
  }

  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      problem.textContent = "";
      if (!window.PublicKeyCredential) {
        problem.textContent = problem.dataset.insecure;
        return;
      }
      button.setAttribute("aria-busy", "true");
      try {
        await ask(button);
      } catch (error) {
        problem.textContent = error.name === "SecurityError" ? problem.dataset.insecure : problem.dataset.failed;
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
  }
})();
