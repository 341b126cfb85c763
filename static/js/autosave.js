// Saves the section while it is written: 1.5 s after the last key, again when the connection comes back, before the page is left.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.fetch) return;
  const said = form.querySelector("[data-said]"), WAITS = [3000, 10000, 30000];
  let timer = 0, tries = 0, busy = null, dirty = false, stopped = false;
  const tell = (text, bad) => { said.textContent = text; said.classList.toggle("text-danger", !!bad); };
  const later = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };

  function body() {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    form.querySelectorAll("input[type=checkbox][name$='-clear']").forEach((box) => data.delete(box.name));
    return new URLSearchParams(data);
  }

  async function post(keepalive) {
    const answer = await fetch(form.action, {
      method: "POST", body: body(), keepalive, credentials: "same-origin", headers: { Accept: "application/json" },
    });
    if (answer.status === 401 || answer.status === 403) { stopped = true; tell(form.dataset.ended, true); return; }
    if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error(answer.status);
    const told = await answer.json();
    if (told.revision !== undefined) form.elements.revision.value = told.revision;
    stopped = told.state === "conflict" || told.state === "refused";
    tell(told.said, told.state !== "saved");
  }

  async function save(keepalive) {
    if (stopped || busy || !dirty) return;
    clearTimeout(timer);
    dirty = false;
    busy = post(keepalive === true);
    try { await busy; tries = 0; }
    catch { dirty = true; tell(form.dataset.failed, true); }
    busy = null;
    if (dirty && !stopped) later(tries || said.classList.contains("text-danger") ? WAITS[Math.min(tries++, 2)] : 1500);
  }

  const changed = (event) => {
    if (event.target.type === "file" || event.target.name === "revision") return;
    dirty = true;
    later(1500);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    dirty = false;
    if (!busy) { stopped = true; return; }
    event.preventDefault(); // its answer brings the revision that this post must carry
    const button = event.submitter;
    busy.catch(() => 0).then(() => setTimeout(() => { dirty = false; form.requestSubmit(button); }, 0));
  });
})();
