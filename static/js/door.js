// Goes on reading tickets while the line is down. Each scan is one item of localStorage with a number of its own (nonce):
// it leaves the store only when the portal has answered it, and the portal counts a number once, so none is lost or doubled.
(() => {
  const form = document.querySelector("form[data-scan]");
  if (!form || !window.fetch || !window.crypto || !crypto.randomUUID) return;
  const one = (name) => document.querySelector(`[data-${name}]`);
  const KEY = "door:", BATCH = 25, SAME = 4000, WAITS = [3000, 10000, 30000];
  const say = form.dataset, log = one("log"), now = one("now"), field = form.elements.code;
  const spare = new Map(); // what a full or forbidden store could not take
  const shut = new Set(); // pages that do not answer any more: theirs wait, those of others go on
  let busy = false, stopped = false, tries = 0, timer = 0, last = "", lastAt = 0;

  const drop = (nonce) => { spare.delete(nonce); try { localStorage.removeItem(KEY + nonce); } catch { /* no store */ } };
  const keep = (scan) => {
    try { localStorage.setItem(KEY + scan.nonce, JSON.stringify(scan)); } catch { spare.set(scan.nonce, scan); }
  };
  function waiting() {
    const found = [...spare.values()];
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(KEY)) continue;
        try { found.push(JSON.parse(localStorage.getItem(key))); } catch { /* not ours */ }
      }
    } catch { /* no store */ }
    return found.filter((scan) => scan && scan.nonce && scan.url).sort((a, b) => (a.at < b.at ? -1 : 1));
  }

  function line(nonce) {
    const known = log.querySelector(`[data-nonce="${nonce}"]`);
    if (known) return known;
    const row = document.createElement("li"), text = document.createElement("div"), chip = document.createElement("span");
    row.className = "z-mile";
    row.dataset.nonce = nonce;
    row.append(text, chip);
    log.prepend(row);
    while (log.children.length > 50) log.lastChild.remove();
    return row;
  }
  function write(nonce, who, word, tone) {
    const [text, chip] = line(nonce).children, name = document.createElement("bdi");
    name.textContent = who;
    text.replaceChildren(name);
    chip.className = `z-chip ${tone}`;
    chip.textContent = word;
  }
  const tail = (scan) => scan.code.replace(/\/+$/, "").slice(-6);
  const pending = (scan) => write(scan.nonce, tail(scan), say.pending, "wait");
  function show(told) {
    now.className = `z-said ${told.tone}`;
    now.hidden = false;
    now.querySelector("[data-word]").textContent = told.word;
    now.querySelector("[data-who]").textContent = told.who;
    now.querySelector("[data-words]").textContent = `${told.words} ${told.detail}`;
  }
  function answered(told) {
    write(told.nonce, told.who || told.words, told.word, told.tone);
    show(told);
    if (navigator.vibrate) navigator.vibrate(told.tone === "ok" ? 60 : [80, 60, 80]);
  }
  function tell(why) {
    const count = waiting().length;
    one("waiting").hidden = !count && !why;
    one("count").textContent = count;
    if (why !== undefined) one("why").textContent = why;
  }

  const later = (ms) => { clearTimeout(timer); timer = setTimeout(send, ms); };
  async function post(batch) {
    const { url, session } = batch[0];
    const scans = batch.map(({ nonce, code, at }) => ({ nonce, code, at }));
    return fetch(url, {
      method: "POST", credentials: "same-origin", body: JSON.stringify({ session, device: navigator.platform || "", scans }),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
  }
  async function send() {
    const all = waiting().filter((scan) => !shut.has(scan.url));
    if (busy || stopped || !all.length) return;
    busy = true;
    try {
      const answer = await post(all.filter((scan) => scan.url === all[0].url && scan.session === all[0].session).slice(0, BATCH));
      if (answer.status === 401 || answer.status === 403) {
        stopped = true;
        tell(say.ended);
      } else {
        if (answer.status === 404 || answer.status === 400) shut.add(all[0].url);
        if (!answer.ok) throw new Error(answer.status);
        for (const told of (await answer.json()).answers) { drop(told.nonce); answered(told); }
        tries = 0;
        tell("");
      }
    } catch {
      tell(say.offline);
      later(WAITS[Math.min(tries++, WAITS.length - 1)]);
    }
    busy = false;
    if (!tries) later(0); // what came meanwhile, or the next batch
  }

  function take(text) {
    const code = text.trim();
    if (!code || (code === last && Date.now() - lastAt < SAME)) return;
    last = code;
    lastAt = Date.now();
    const scan = { nonce: crypto.randomUUID(), code, at: new Date().toISOString(), url: say.url, session: Number(say.session) };
    keep(scan);
    pending(scan);
    show({ tone: "wait", word: say.pending, who: tail(scan), words: "", detail: "" });
    tell();
    send();
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take(field.value);
    field.value = "";
    field.focus();
  });

  async function look(detector, video) {
    try { for (const code of await detector.detect(video)) take(code.rawValue); } catch { /* the next picture is tried */ }
    setTimeout(look, 250, detector, video);
  }
  async function film(button) {
    const video = one("video");
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.hidden = false;
      button.hidden = true;
      video.play().catch(() => 0);
      look(new BarcodeDetector({ formats: ["qr_code"] }), video);
    } catch { tell(say.cameraOff); }
  }
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    const button = one("camera");
    button.hidden = false;
    button.addEventListener("click", () => film(button));
  }

  addEventListener("online", () => { tries = 0; later(0); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) later(0); });
  waiting().forEach(pending);
  tell();
  send();
})();
