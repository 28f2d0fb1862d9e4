// A box to sign in with a finger, a pen or a mouse. Lines are numbers from 0 to 1000, sent with the form.
"use strict";
const byId = (id) => document.getElementById(id);
const canvas = byId("c");
const ink = canvas.getContext("2d");
const MOST = 1500; // points: with more, every second one goes; nobody sees that
let lines = [];
let drawing = null;

const at = (event) => {
  const box = canvas.getBoundingClientRect();
  const inside = (value) => Math.round(Math.min(1, Math.max(0, value)) * 1000);
  return [inside((event.clientX - box.left) / box.width), inside((event.clientY - box.top) / box.height)];
};

const draw = () => {
  ink.clearRect(0, 0, 1000, 500);
  ink.strokeStyle = "#2a2420";
  ink.lineWidth = 7;
  ink.lineCap = ink.lineJoin = "round";
  for (const line of lines) {
    ink.beginPath();
    line.forEach(([x, y], place) => (place ? ink.lineTo(x, y / 2) : ink.moveTo(x, y / 2)));
    ink.stroke();
  }
};

const settle = () => {
  const count = () => lines.reduce((sum, line) => sum + line.length, 0);
  while (count() > MOST) lines = lines.map((line) => line.filter((_, place) => place % 2 === 0 || place === line.length - 1));
  byId("l").value = lines.map((line) => line.flat().join(" ")).join("-");
  byId("b").disabled = count() < 5;
};

canvas.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  if (drawing !== null) return;
  drawing = event.pointerId;
  canvas.setPointerCapture(drawing);
  lines.push([at(event)]);
});
canvas.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drawing) return;
  const line = lines.at(-1);
  const [x, y] = at(event);
  const [beforeX, beforeY] = line.at(-1);
  if (Math.abs(x - beforeX) + Math.abs(y - beforeY) < 4) return;
  line.push([x, y]);
  draw();
});
const stop = (event) => {
  if (event.pointerId !== drawing) return;
  drawing = null;
  settle();
};
canvas.addEventListener("pointerup", stop);
canvas.addEventListener("pointercancel", stop);

byId("w0").addEventListener("click", () => {
  lines = [];
  draw();
  settle();
});
byId("d").hidden = false;
settle();
// Enter in a box must not sign: it would press the first button that can be pressed.
byId("t").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
});
