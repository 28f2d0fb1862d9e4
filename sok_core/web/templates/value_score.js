/* Scores on a phone: fetched when values are scored. One tap is one score, and a later tap another. */
let giving = Promise.resolve();

/** Show what this phone gave, and send what it gives: one after the other, so that the last tap is what stays. */
export default (place, scores, isOpen, tell, say) => {
  const show = () => {
    for (const button of place.querySelectorAll("button")) {
      const id = button.form.elements.value.value;
      const given = scores.mine[id];
      button.disabled = !isOpen;
      button.setAttribute("aria-pressed", given !== undefined && String(given ?? "") === button.value);
    }
  };
  for (const form of place.querySelectorAll("form")) {
    form.onsubmit = (event) => {
      event.preventDefault();
      const [value, score] = [form.elements.value.value, event.submitter.value].map(Number);
      giving = giving.then(async () => {
        const given = await tell("/scores", { value, score: score || null });
        if (!given) return;
        scores.mine[value] = given.score;
        show();
        say(`✓ ${place.dataset.done}`);
      });
    };
  }
  show();
};
