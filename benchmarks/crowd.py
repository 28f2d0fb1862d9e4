"""The crowd: many phones in a process of their own. `python -m benchmarks.crowd <plan as JSON>`.

Each phone opens the page, keeps its cookie, listens to its stream and now and then posts a note, with the
outbox of sok_core/web/templates/phone.js: the same key again until the server has answered.
It says "ready" when all phones are in, waits for a line, posts, says "posted", and tells what each heard.
"""

import asyncio
import dataclasses
import itertools
import json
import random
import re
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from benchmarks.clients import GONE, Answer, Event, Http, Refused, events
from benchmarks.evening import texts

DATA = re.compile(r'<script type="application/json" id="d">(.+?)</script>')
RECONNECT_SECONDS = 1.0  # the stream says "retry: 1000"
ANSWER_SECONDS = 8.0
SETTLE_SECONDS = 1.5
MOST_WAITING_SECONDS = 20.0


@dataclass(frozen=True)
class Plan:
    """How many phones, how many notes a second altogether, and for how long."""

    port: int
    code: str
    phones: int
    per_second: float
    seconds: float


@dataclass
class Post:
    """One note on its way; ``sent_at`` is just before its first byte leaves, ``wall_at`` that since 1970."""

    key: str
    text: str
    sent_at: float = 0.0
    wall_at: float = 0.0
    answered_at: float = 0.0
    tries: int = 0
    number: int = 0
    was_known: bool = False
    refused: str = ""


@dataclass
class Told:
    """What a phone lived through; ``heard`` is (moment, number) of each note that its stream brought."""

    joined_seconds: float = 0.0
    opened: list[float] = field(default_factory=list)
    heard: list[tuple[float, int]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


class Phone:
    """One phone in the hall."""

    def __init__(self, plan: Plan, chance: random.Random) -> None:
        self.told = Told()
        self._path = f"/m/{plan.code}"
        self._port = plan.port
        self._http = Http(plan.port)
        self._chance = chance
        self._version = ""
        self._question: int | None = None
        self._outbox: list[Post] = []
        self._is_sending = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._events: list[Event] = []

    @property
    def is_done(self) -> bool:
        """Whether every note was answered."""
        return not self._outbox

    async def join(self) -> None:
        """Open the page, and the stream behind it."""
        start = time.monotonic()
        answer = await self._http.get(self._path)
        found = DATA.search(answer.body.decode())
        if answer.status != 200 or not found:
            raise Refused(f"{self._path}: {answer.status}")
        self._http.cookie = answer.headers["set-cookie"].split(";")[0]
        self._take(json.loads(found[1])["state"])
        opened = asyncio.Event()
        self._begin(self._listen(opened))
        await opened.wait()
        self.told.joined_seconds = time.monotonic() - start

    def write(self, key: str, text: str) -> None:
        """Put a note in the outbox and send it."""
        post = Post(key, text)
        self.told.posts.append(post)
        self._outbox.append(post)
        self._begin(self._flush())

    def tell(self) -> Told:
        """Return what it lived through; only now what it heard is read, for reading takes time."""
        self.told.heard = [
            (event.at, change["number"])
            for event in self._events
            for change in json.loads(event.data)["changes"]
            if change["kind"] == "note"
        ]
        return self.told

    def leave(self) -> None:
        """Close the page."""
        for task in self._tasks:
            task.cancel()
        self._http.close()

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _take(self, state: dict[str, Any]) -> None:
        self._version = str(state["version"])
        self._question = (state["question"] or {}).get("id")

    async def _listen(self, opened: asyncio.Event) -> None:
        """Listen for as long as the page is open; a browser opens a broken stream again by itself."""
        while True:
            try:
                await self._hear_all(opened)
            except (*GONE, Refused):
                pass
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _hear_all(self, opened: asyncio.Event) -> None:
        headers = {"cookie": self._http.cookie, "last-event-id": self._version}
        async for event in events(self._port, f"{self._path}/events", headers):
            self._version = event.id or self._version
            if event.name == "open":
                self.told.opened.append(event.at)
                opened.set()
                self._begin(self._flush())
            elif event.name == "reset":
                self._begin(self._read())
            else:
                self._events.append(event)

    async def _read(self) -> None:
        """Read all anew after a reset, not all phones at the same moment."""
        await asyncio.sleep(self._chance.random() * 0.3)
        try:
            answer = await Http(self._port, self._http.cookie).get(f"{self._path}/state")
        except GONE:
            return
        if answer.status == 200:
            self._take(answer.json())

    async def _flush(self) -> None:
        """Send what waits, oldest first; when that fails, try again in a few seconds."""
        if self._is_sending:
            return
        self._is_sending = True
        try:
            while self._outbox and await self._send(self._outbox[0]):
                self._outbox.pop(0)
        finally:
            self._is_sending = False
        if self._outbox:
            self._begin(self._flush_later(2.5 + self._chance.random() * 1.5))

    async def _flush_later(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._flush()

    async def _send(self, post: Post) -> bool:
        """Send one note; False when it must be tried again."""
        post.tries += 1
        before = time.monotonic()
        value = {"text": post.text, "key": post.key, "question": self._question}
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                answer = await self._http.post(f"{self._path}/notes", value)
        except (*GONE, TimeoutError):
            return False
        finally:
            if not post.sent_at:
                post.sent_at = max(before, self._http.sent_at)
                post.wall_at = post.sent_at + time.time() - time.monotonic()
        return self._is_settled(post, answer)

    def _is_settled(self, post: Post, answer: Answer) -> bool:
        if answer.status == 429 or answer.status >= 500:
            return False
        post.answered_at = time.monotonic()
        if answer.status in (200, 201):
            post.number = answer.json()["number"]
            post.was_known = answer.status == 200
        else:
            post.refused = f"{answer.status} {answer.body[:200].decode('utf-8', 'replace')}"
        return True


async def take_part(plan: Plan) -> list[Phone]:
    """Let everybody come in, post for as long as planned, and wait until all notes were answered."""
    chance = random.Random(plan.phones)
    phones = [Phone(plan, chance) for _ in range(plan.phones)]
    for phone in phones:
        await phone.join()
    await asyncio.sleep(SETTLE_SECONDS)
    say(event="ready")
    await asyncio.to_thread(sys.stdin.readline)
    await post_notes(phones, plan, chance)
    say(event="posted")
    waits_until = time.monotonic() + MOST_WAITING_SECONDS
    while time.monotonic() < waits_until and not all(phone.is_done for phone in phones):
        await asyncio.sleep(0.1)
    await asyncio.sleep(SETTLE_SECONDS)
    return phones


async def post_notes(phones: list[Phone], plan: Plan, chance: random.Random) -> None:
    """Post at random moments, as people do: now and then a few at once, then nothing for a while."""
    words = texts()
    start = time.monotonic()
    moment = 0.0
    turns = itertools.chain.from_iterable(chance.sample(phones, len(phones)) for _ in itertools.count())
    for number, phone in enumerate(turns):
        moment += chance.expovariate(plan.per_second)
        if moment > plan.seconds:
            break
        await asyncio.sleep(max(0.0, start + moment - time.monotonic()))
        phone.write(f"meting-{number}", next(words))
    await asyncio.sleep(max(0.0, start + plan.seconds - time.monotonic()))


def say(**value: Any) -> None:
    """Tell the one who started us something, as one line."""
    print(json.dumps(value), flush=True)


async def main(plan: Plan) -> None:
    """Take part and tell what happened."""
    phones = await take_part(plan)
    say(event="told", phones=[dataclasses.asdict(phone.tell()) for phone in phones])
    for phone in phones:
        phone.leave()


if __name__ == "__main__":
    asyncio.run(main(Plan(**json.loads(sys.argv[1]))))
