"""An answer of the server that stays on its way while the stream goes on to tell what happens."""

from playwright.sync_api import Page

HOLD = """(part) => {
  const real = window.fetch;
  const arrival = new Promise((go) => (window.arrive = go));
  window.made = new Promise((tell) => {
    window.fetch = async (...asked) => {
      if (!String(asked[0]).includes(part)) return real(...asked);
      window.fetch = real;
      const answer = await real(...asked);
      tell();
      await arrival;
      return answer;
    };
  });
}"""


class LateAnswer:
    """The next answer to a page for an address that holds ``part``."""

    def __init__(self, page: Page, part: str) -> None:
        self._page = page
        self._part = part
        page.evaluate(HOLD, part)

    def is_made(self) -> None:
        """Wait until the page has asked, and the server has answered."""
        self._page.evaluate("window.made")

    def arrives_too_late(self) -> None:
        """Let the page have it, and see it ask again, since it knows better by now."""
        with self._page.expect_response(lambda answer: self._part in answer.url):
            self._page.evaluate("window.arrive()")
