// What is carried over from the last report is marked so until it is touched.
"use strict";

for (const part of document.querySelectorAll("[data-carried]")) {
  part.addEventListener("input", () => {
    for (const mark of part.querySelectorAll(".carried")) mark.remove();
  }, { once: true });
}
