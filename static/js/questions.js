// Comfort only: hides questions that an earlier answer makes needless, counts the characters that are left.
// The server asks, counts and refuses the same without it.
(() => {
  const invisible = /[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
  const size = (text) => [...text.replace(invisible, "").normalize("NFC").trim()].length;

  for (const area of document.querySelectorAll("[data-limit]")) {
    const told = document.createElement("div");
    told.className = "z-counter form-text";
    area.after(told);
    const count = () => { told.textContent = `${size(area.value)} / ${area.dataset.limit}`; };
    area.addEventListener("input", count);
    count();
  }

  const given = (form, name) =>
    [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
      .filter((input) => (input.type === "radio" || input.type === "checkbox" ? input.checked : input.value !== ""))
      .map((input) => input.value);
  const holds = (part, values) => {
    const { oneOf, noneOf } = part.dataset;
    if (noneOf) return values.length > 0 && !values.some((value) => JSON.parse(noneOf).includes(value));
    return values.some((value) => JSON.parse(oneOf || "[]").includes(value));
  };
  for (const form of document.querySelectorAll("form")) {
    const parts = [...form.querySelectorAll("[data-if]")];
    const look = () => {
      for (const part of parts) {
        const box = part.closest("[id^='div_id_']") || part;
        const before = form.querySelector(`#div_id_${CSS.escape(part.dataset.if)}`);
        box.hidden = Boolean(before && before.hidden) || !holds(part, given(form, part.dataset.if));
      }
    };
    if (parts.length) {
      form.addEventListener("change", look);
      look();
    }
  }
})();
