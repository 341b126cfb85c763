// How many minutes are left of what is kept; the page says until when without it.
for (const told of document.querySelectorAll("[data-countdown]")) {
  const until = new Date(told.dataset.countdown);
  const say = () => {
    const left = Math.ceil((until - Date.now()) / 60000);
    told.textContent = left > 1 ? told.dataset.many.replace("…", left) : left === 1 ? told.dataset.one : "";
  };
  say();
  setInterval(say, 10000);
}
