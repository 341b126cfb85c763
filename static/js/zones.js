// Comfort only: beside the hour of the place, the hour on the reader's own clock when it shows another.
"use strict";
(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const city = (zone || "").split("/").pop().replaceAll("_", " ");
  const language = document.documentElement.lang;
  const wall = (moment) => { // 2026-11-23T10:00 as this machine's clock shows it
    const two = (number) => String(number).padStart(2, "0");
    return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
  };
  for (const list of document.querySelectorAll("[data-yours]")) {
    for (const time of list.querySelectorAll("time[data-until]")) {
      const shown = [...time.closest("li").querySelectorAll("time")].map((one) => one.dateTime.slice(0, 16));
      const starts = new Date(time.dateTime);
      if (!city || Number.isNaN(starts.getTime()) || shown.includes(wall(starts))) continue;
      const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
      const day = shown[0].slice(0, 10) === wall(starts).slice(0, 10) ? {} : { weekday: "long", day: "numeric", month: "long" };
      const said = new Intl.DateTimeFormat(language === "ar" ? "ar-MA-u-nu-latn" : language, { ...day, ...hour }).format(starts);
      const line = document.createElement("p");
      line.className = "z-soft";
      line.textContent = list.dataset.yours.replace("{time}", said).replace("{zone}", city);
      time.closest("p").after(line);
    }
  }
})();
