/* The helper's page, live; what it shares with the remote is in seat.js.
   What somebody types stays in its box until the server has taken it. */
(() => {
  "use strict";
  const page = seat({
    tells: true,
    lost: "Geen wifi. Wat je typte staat er nog. Druk zo nog een keer.",
    busy: "Even wachten, het is druk. Wat je typte staat er nog. Druk zo nog een keer.",

    /** Somebody is busy here: something was typed that is not sent yet, or it has the cursor and goes on. */
    isHeld: (place, next) =>
      (place.contains(document.activeElement) && !next.hidden) ||
      [...place.querySelectorAll("input:not([type=hidden]),textarea")].some((box) => box.value !== box.defaultValue),

    put(place, next, { isAct }) {
      const [as, nextAs] = [place.querySelector("#as"), next.querySelector("#as")];
      if (as && nextAs && !isAct) nextAs.value = as.value;
      const chosen = place.tagName === "SELECT" && !isAct ? place.value : null;
      if (chosen && [...next.options].some((one) => one.value === chosen)) next.value = chosen;
    },

    heard(fresh, isOtherPhase) {
      if (isOtherPhase) {
        document.querySelectorAll("#m .ok").forEach((line) => line.remove()); // what was said is of before
        page.at(page.base);
      }
      if (!fresh.querySelector(".big")) document.querySelector(".big")?.remove(); // hidden, or taken away
    },

    dress: () => dress(),

    sent(form, isDone, id) {
      if (isDone && form.querySelector("textarea")) keep("");
      const next = region(id) ?? region(form.querySelector("textarea,input:not([type=hidden])")?.id);
      if (next?.checkVisibility?.()) next.focus();
    },

    /** She helps here no more: what she typed stays in sight. */
    left(body) {
      const text = body.querySelector("#t")?.value.trim() || body.querySelector("#y")?.value.trim();
      if (!text || region("t")) return;
      const [why, box] = [document.createElement("p"), document.createElement("textarea")];
      why.className = "let";
      why.textContent = "Dit is niet geplaatst. Lees het voor aan de begeleider.";
      box.readOnly = true;
      box.value = text;
      box.setAttribute("aria-label", "Niet geplaatst");
      document.querySelector("h1").after(why, box);
    },
  });
  const { region } = page;
  const draft = `sok-hulp-${page.base}`;

  /** A name is asked for a new theme only. */
  function dress() {
    region("nt").hidden = region("to").value !== "nieuw";
  }

  const keep = (text) => {
    try {
      if (text) sessionStorage.setItem(draft, text);
      else sessionStorage.removeItem(draft);
    } catch {}
  };
  const kept = () => {
    try {
      return sessionStorage.getItem(draft) || "";
    } catch {
      return "";
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("main a");
    if (!link?.href.startsWith(location.origin + page.base)) return;
    event.preventDefault();
    page.go(link.href).then((isDone) => isDone && page.here.includes("wijzig") && region("t").focus());
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.id !== "t" || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (event.target.value.trim()) event.target.form.requestSubmit();
  });
  document.addEventListener("input", (event) => event.target.id === "t" && keep(event.target.value));
  document.addEventListener("change", (event) => event.target.id === "to" && dress());

  const box = region("t");
  if (box && !box.value && kept()) {
    box.value = kept();
    region("f").hidden = false;
    region("f").open = true;
  }
  page.begin();
})();
