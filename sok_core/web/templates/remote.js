/* The remote, live; what it shares with the helper's page is in seat.js.
   A part that has just changed takes no tap for a moment: the finger was on its way to something else.
   The speaking timer runs here only. It counts from a kept end, so it is right after a reload or a sleep. */
(() => {
  "use strict";
  const REST_MS = 400;
  const TOLD_MS = 8000;
  const NEARLY_MS = 30000;
  const FORGOTTEN_MS = 600000;
  let late = 0; // by how much the clock of this phone runs behind that of the server
  let hush = 0;

  const page = seat({
    tells: false,
    lost: "Geen wifi. Tik zo nog een keer. Dubbel gaat er niets.",
    busy: "Even wachten, het is druk. Tik zo nog een keer.",
    isHeld: () => false,
    put(place, next, { isAct, isNew }) {
      for (const one of next.querySelectorAll("details[id]")) one.open = !isAct && place.querySelector(`#${one.id}[open]`) !== null;
      if (!isNew) return;
      next.classList.add("net");
      setTimeout(() => next.classList.remove("net"), REST_MS);
    },
    heard() {},
    sent(form, isDone) {
      if (isDone && form.closest("#x")) region("d3")?.removeAttribute("open");
      clearTimeout(hush);
      if (isDone) hush = setTimeout(() => region("m")?.replaceChildren(), TOLD_MS);
    },
    left() {},
    dress() {
      late = page.main().dataset.now - Date.now();
      tick();
    },
  });
  const { region } = page;
  const dialog = region("sp");
  const kept = `sok-spreektijd-${page.base}`;
  let ends = 0; // when the speaking time ends, 0 when it does not run
  let isTold = false;
  let lock = null; // what the browser promised: it may still be on its way

  const digits = (ms) => {
    const seconds = Math.max(0, Math.ceil(ms / 1000));
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  const write = (place, text) => place && place.textContent !== text && (place.textContent = text);

  function tick() {
    if (!dialog.isConnected) return; // this phone steers no more
    const place = document.querySelector(".time");
    const left = place?.dataset.ends ? place.dataset.ends - Date.now() - late : null;
    if (left !== null) write(place, left > 0 ? digits(left) : "is om");
    speak();
  }

  function speak() {
    const left = ends - Date.now();
    const isOver = ends > 0 && left <= 0;
    const button = region("b3");
    if (button) button.hidden = false;
    write(button, !ends ? "Spreektijd" : isOver ? "Spreektijd om" : `Spreektijd ${digits(left)}`);
    write(region("sc"), !ends ? "0:00" : isOver ? "0:00" : digits(left));
    write(region("ss"), isOver ? "De tijd is om" : ends && left <= NEARLY_MS ? "Bijna klaar" : "");
    dialog.className = isOver ? "om" : ends && left <= NEARLY_MS ? "bijna" : "";
    region("st").hidden = !ends;
    if (isOver && !isTold) {
      isTold = true;
      navigator.vibrate?.([400, 200, 400]);
      letGo();
    }
  }

  function keep(minutes) {
    ends = minutes ? Date.now() + minutes * 60000 : 0;
    isTold = false;
    try {
      if (ends) localStorage.setItem(kept, ends);
      else localStorage.removeItem(kept);
    } catch {}
    if (ends) stayAwake();
    else letGo();
    speak();
  }

  /** The phone stays on while somebody speaks; only where the browser allows it (over https). */
  function stayAwake() {
    const asked = (lock ??= navigator.wakeLock?.request("screen"));
    const forget = () => lock === asked && (lock = null);
    asked?.then((given) => given.addEventListener("release", forget), forget);
  }

  function letGo() {
    lock?.then((given) => given.release(), () => {});
    lock = null;
  }

  function recall() {
    try {
      ends = Number(localStorage.getItem(kept)) || 0;
    } catch {}
    if (ends && Date.now() - ends > FORGOTTEN_MS) keep(0);
    if (!ends) return;
    isTold = ends <= Date.now();
    if (!isTold) stayAwake();
    dialog.showModal();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button?.id === "b3") dialog.showModal();
    else if (button?.id === "sx") dialog.close();
    else if (button?.id === "st") keep(0);
    else if (button?.closest("#sm")) keep(Number(button.value));
  });
  document.addEventListener("keydown", (event) => event.repeat && event.key === "Enter" && event.preventDefault());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && ends > Date.now()) stayAwake();
    tick();
  });

  recall();
  page.begin();
  setInterval(tick, 250);
})();
