// A clock that runs by itself: no rerun, no message while it ticks.
const clocks = new WeakMap();

const two = (n) => String(n).padStart(2, "0");

export default function (component) {
  const { data, parentElement } = component;
  const face = parentElement.querySelector(".tijd");
  const ahead = data.now - Date.now();
  clearInterval(clocks.get(parentElement));
  const tick = () => {
    const left = data.ends_at ? Math.ceil((data.ends_at - Date.now() - ahead) / 1000) : null;
    const text = left === null ? "–" : left > 0 ? `${two(Math.floor(left / 60))}:${two(left % 60)}` : data.up;
    if (face.textContent !== text) face.textContent = text;
  };
  tick();
  clocks.set(parentElement, setInterval(tick, 250));
  return () => {
    clearInterval(clocks.get(parentElement));
    clocks.delete(parentElement);
  };
}
