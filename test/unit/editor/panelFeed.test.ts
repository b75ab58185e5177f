import { strict as assert } from "node:assert";
import type { RunEvent } from "../../../src/core/events";
import type { HostMessage } from "../../../src/editor/panel/messages";
import { PanelFeed } from "../../../src/editor/panel/panelFeed";
import type { RunSource } from "../../../src/editor/runs/runSource";
import { RunTrace } from "../../../src/editor/runs/runTrace";
import { RUN, runEnd, runStart, turnDelta, turnReply, turnStart } from "./sampleRun";

/** A live run whose events the test makes. */
function liveSource(): RunSource & { emit(...events: readonly RunEvent[]): void; readonly listeners: number } {
  const trace = new RunTrace();
  const listeners = new Set<(event: RunEvent) => void>();
  return {
    id: RUN,
    question: "Where?",
    live: true,
    interrupted: false,
    problems: [],
    snapshot: () => trace.snapshot(),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    text: () => Promise.reject(new Error("no large texts here")),
    emit: (...events) => {
      for (const event of events) {
        trace.add(event);
        for (const listener of listeners) listener(event);
      }
    },
    get listeners() {
      return listeners.size;
    },
  };
}

/** Messages as they come, to be awaited one by one. */
function inbox(): {
  readonly post: (message: HostMessage) => void;
  next(): Promise<HostMessage>;
  readonly waiting: number;
} {
  const queue: HostMessage[] = [];
  let wake: () => void = () => undefined;
  return {
    post: (message) => {
      queue.push(message);
      wake();
    },
    next: async () => {
      if (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const message = queue.shift();
      assert(message !== undefined);
      return message;
    },
    get waiting() {
      return queue.length;
    },
  };
}

describe("panel feed", () => {
  it("sends nothing before the page is ready, then everything at once", async () => {
    const source = liveSource();
    const box = inbox();
    const feed = new PanelFeed(source, box.post);
    source.emit(runStart(), turnStart(1));
    assert.equal(box.waiting, 0);
    feed.sendSnapshot();
    const message = await box.next();
    assert(message.type === "snapshot" && message.live && !message.interrupted);
    assert.deepEqual(message.events, source.snapshot());
    feed.dispose();
  });

  it("sends what follows in batches that say what they follow", async () => {
    const source = liveSource();
    const box = inbox();
    const feed = new PanelFeed(source, box.post);
    source.emit(runStart());
    feed.sendSnapshot();
    await box.next();
    source.emit(turnStart(1), turnReply(1, "a"));
    const first = await box.next();
    assert(first.type === "events" && first.from === 1 && first.events.length === 2);
    source.emit(runEnd());
    const second = await box.next();
    assert(second.type === "events" && second.from === 3 && second.events.length === 1);
    feed.dispose();
  });

  it("joins the pieces of a streaming reply in a batch", async () => {
    const source = liveSource();
    const box = inbox();
    const feed = new PanelFeed(source, box.post);
    source.emit(runStart(), turnStart(1));
    feed.sendSnapshot();
    await box.next();
    source.emit(turnDelta(1, "Hel"), turnDelta(1, "lo"), turnDelta(1, "hm", "reasoning"), turnDelta(1, "!"));
    const batch = await box.next();
    assert(batch.type === "events");
    const pieces = batch.events.map((event) => (event.type === "turn.delta" ? event.text : event.type));
    assert.deepEqual(pieces, ["Hello", "hm", "!"]);
    source.emit(turnReply(1, "Hello!"));
    const next = await box.next();
    assert(next.type === "events");
    assert.equal(next.from, 2 + 3, "the number counts what was sent, not what was made");
    feed.dispose();
  });

  it("sends nothing while hidden, and a whole snapshot when the page is back", async () => {
    const source = liveSource();
    const box = inbox();
    const feed = new PanelFeed(source, box.post);
    source.emit(runStart());
    feed.sendSnapshot();
    await box.next();
    source.emit(turnStart(1));
    feed.hide();
    source.emit(turnReply(1, "a"));
    assert.equal(box.waiting, 0);
    feed.sendSnapshot();
    const message = await box.next();
    assert(message.type === "snapshot");
    assert.equal(message.events.length, 3);
    feed.dispose();
  });

  it("lets go of the run when the panel is closed", () => {
    const source = liveSource();
    const feed = new PanelFeed(source, () => undefined);
    assert.equal(source.listeners, 1);
    feed.dispose();
    assert.equal(source.listeners, 0);
  });
});

describe("run trace", () => {
  it("gives a late page the draft of a reply in one piece", () => {
    const trace = new RunTrace();
    for (const event of [
      runStart(),
      turnStart(1),
      turnDelta(1, "think", "reasoning"),
      turnDelta(1, "a"),
      turnDelta(1, "b"),
    ]) {
      trace.add(event);
    }
    const deltas = trace.snapshot().flatMap((event) => (event.type === "turn.delta" ? [[event.kind, event.text]] : []));
    assert.deepEqual(deltas, [
      ["reasoning", "think"],
      ["text", "ab"],
    ]);
  });

  it("drops the draft when the reply is there", () => {
    const trace = new RunTrace();
    for (const event of [runStart(), turnStart(1), turnDelta(1, "a"), turnReply(1, "ab")]) trace.add(event);
    assert.deepEqual(
      trace.snapshot().map((event) => event.type),
      ["run.start", "turn.start", "turn.reply"],
    );
  });
});
