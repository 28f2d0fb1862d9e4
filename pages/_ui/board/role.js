// Roles on the screen: the tasks, each with one mark at most. Who said what, and of whom, is not sent here.
const Dividing = {
  tasksView() {
    const { words } = this.data;
    const main = el("div", "taken");
    const head = el("header", "kop");
    const mini = el("div", "mini");
    mini.append(this.qr(this.data.qr, words.qr), el("p", "code", this.data.code));
    head.append(el("h1", "", this.state.question.text), mini);
    this.tasks = el("ul", "lijst");
    this.tasks.setAttribute("aria-label", words.roles);
    main.append(head, this.tasks);
    return main;
  },

  drawTasks() {
    const { tasks } = this.state.roles;
    this.tasks.classList.toggle("twee", tasks.length > 7);
    this.tasks.replaceChildren(
      ...tasks.map(({ title, open }) => {
        const item = el("li", open ? "nog" : "");
        item.append(el("span", "", title));
        if (open) item.append(el("b", "", `▲ ${this.data.words.toDiscuss}`));
        return item;
      }),
    );
  },
};
