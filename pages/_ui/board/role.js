// Roles on the screen: the tasks, each with one mark at most. Who said what, and of whom, is not sent here.
const TASK_LOOKS = [[1.6, 1], [1.3, 1], [1.16, 2], [1, 2]]; // letter and columns, from large to small

const Dividing = {
  tasksView() {
    const main = el("div", "taken");
    this.list = el("ol", "taaklijst");
    this.list.setAttribute("aria-label", this.data.words.tasks);
    main.append(this.head(), this.list);
    return main;
  },

  /** As large as fits on one sheet; small letters and more than one sheet when nothing else does. */
  drawTasks() {
    const { tasks } = this.state.roles;
    if (this.sheetKey(tasks) === this.listKey) return;
    for (const [size, columns] of TASK_LOOKS) {
      this.list.style.setProperty("--size", size);
      this.list.style.setProperty("--columns", columns);
      this.listKey = "";
      this.drawSheets(tasks, (task) => this.taskOf(task));
      if (this.sheets === 1) break;
    }
    if (!tasks.length) this.list.replaceChildren(el("li", "leeg", this.data.words.noTasks));
  },

  taskOf({ title, open }) {
    const item = el("li", open ? "nog" : "");
    const name = el("bdi", "", title);
    item.append(name);
    if (open) item.append(" ", el("b", "", `▲ ${this.data.words.toDiscuss}`));
    return item;
  },

  footOfTasks(left) {
    const { tasks } = this.state.roles;
    const { words } = this.data;
    const open = tasks.filter((task) => task.open).length;
    left.append(bold(open), ` ${words.of} ${tasks.length} ${tasks.length === 1 ? words.task : words.tasks} ${words.toDiscuss}`);
  },
};
