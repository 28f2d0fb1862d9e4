/* Find a note by its number, or by a word in it. Without this script everything stands there. */
(function () {
  var box = document.getElementById("q");
  var found = document.getElementById("found");
  var notes = Array.from(document.querySelectorAll("li"));
  var parts = Array.from(document.querySelectorAll("section"));
  document.getElementById("zoek").hidden = false;
  box.addEventListener("input", function () {
    var asked = box.value.trim().toLowerCase();
    var isNumber = /^\d+$/.test(asked);
    var count = 0;
    notes.forEach(function (note) {
      var text = note.textContent.toLowerCase();
      var fits = !asked || (isNumber ? note.dataset.number === asked : text.includes(asked));
      note.hidden = !fits;
      count += fits ? 1 : 0;
    });
    parts.forEach(function (part) {
      part.hidden = !part.querySelector("li:not([hidden])");
    });
    found.textContent = !asked ? "" : count === 1 ? "1 briefje gevonden" : count + " briefjes gevonden";
  });
})();
