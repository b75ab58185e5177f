import { strict as assert } from "node:assert";
import { ModelError, type Model, type ModelReply, type ModelRequest } from "../../../src/core/model";
import { systemPrompt } from "../../../src/core/prompts/system";
import { createOfflineModels } from "../../../src/models/offline/offline";

interface Streamed {
  readonly pieces: readonly string[];
  readonly reply: ModelReply;
}

async function drain(model: Model, request: ModelRequest, signal = new AbortController().signal): Promise<Streamed> {
  const pieces: string[] = [];
  const stream = model.stream(request, signal);
  for (;;) {
    const next = await stream.next();
    if (next.done === true) return { pieces, reply: next.value };
    pieces.push(next.value.text);
  }
}

const rootRequest = (question: string, context: string): ModelRequest => ({
  purpose: "root",
  messages: [
    { role: "system", content: systemPrompt({ subQueries: true, childRuns: false }) },
    {
      role: "user",
      content: `<question>\n${question}\n</question>\n\n<context>\n${context}\n</context>\n\n[Turn 1 of 20; 500 sub-queries left; 900 s left]`,
    },
  ],
});

const FILES =
  "Chosen by the person: shop.\n`context` is an array of 2 files, each {path, text, size, lines, language}.\n- a.ts (10 lines, 5,000 characters)\n- b.ts (20 lines, 6,000 characters)\nIn all: 11,000 characters in 30 lines, about 3,000 tokens.";

describe("offline model: the interface", () => {
  const { root, sub } = createOfflineModels();

  it("says what it is: no language model, free, with a known window", () => {
    for (const model of [root, sub]) {
      assert.equal(model.provider, "offline");
      assert.equal(model.capabilities.offline, true);
      assert.equal(model.capabilities.contextKnown, true);
      assert.deepEqual(model.capabilities.price, { input: 0, output: 0 });
    }
  });

  it("streams pieces that are the reply when joined, and estimates its use", async () => {
    const { pieces, reply } = await drain(root, rootRequest("Where is the limit set?", FILES));
    assert.ok(pieces.length > 1, "more than one piece");
    assert.equal(pieces.join(""), reply.text);
    assert.equal(reply.finish, "stop");
    assert.equal(reply.costUsd, 0);
    assert.ok(reply.usage.inputTokens > 100 && reply.usage.outputTokens > 10 && reply.usage.estimated);
  });

  it("writes a short plan and one repl block of few lines", async () => {
    const { reply } = await drain(root, rootRequest("How many orders are there per region?", FILES));
    const [, plan = "", code = "", rest] = /^([\s\S]*?)```repl\n([\s\S]*?)\n```([\s\S]*)$/.exec(reply.text) ?? [];
    assert.match(plan, /^\*\*Peek\.\*\* .+\n\n$/);
    assert.ok(code.split("\n").length <= 35);
    assert.equal(rest, "");
  });

  it("replies the same to the same messages", async () => {
    const request = rootRequest("Where is the limit set?", FILES);
    assert.equal((await drain(root, request)).reply.text, (await drain(sub, request)).reply.text);
  });

  it("obeys the signal before and while it replies", async () => {
    const isAborted = (error: unknown): boolean => error instanceof ModelError && error.kind === "aborted";
    await assert.rejects(drain(root, rootRequest("Where?", FILES), AbortSignal.abort()), isAborted);
    const abort = new AbortController();
    const stream = root.stream(rootRequest("Where?", FILES), abort.signal);
    await stream.next();
    abort.abort();
    await assert.rejects(stream.next(), isAborted);
  });
});

describe("offline model: sub-queries of any wording", () => {
  const { sub } = createOfflineModels();
  const ask = async (prompt: string): Promise<string> =>
    (await drain(sub, { purpose: "sub", messages: [{ role: "user", content: prompt }] })).reply.text;

  const LETTER =
    "Dear Ann,\nthe report is due on 3 May 2031. Please bring cake.\nThe slides are due on Friday.\nYours, Bob";

  it("quotes every sentence that fits, one a line", async () => {
    const reply = await ask(`List every sentence about what is due, one per line, or NONE.\n\n${LETTER}`);
    assert.deepEqual(reply.split("\n"), ["the report is due on 3 May 2031.", "The slides are due on Friday."]);
  });

  it("says NONE when nothing fits", async () => {
    assert.equal(await ask(`List every password in the text, one per line, or NONE.\n\n${LETTER}`), "NONE");
  });

  it("gives the bare value when only that is asked for", async () => {
    assert.equal(await ask(`When is the report due? Reply with only the date.\n\n${LETTER}`), "3 May 2031");
  });

  it("finds the instruction behind the text", async () => {
    assert.equal(await ask(`${LETTER}\n\nWhen are the slides due?`), "The slides are due on Friday.");
  });

  it("keeps the numbers of numbered lines", async () => {
    const text = "101: The mill is old.\n102: The miller is called Jonas Fenn.\n103: It stands in Graz.";
    assert.match(
      await ask(`Quote sentences as "line number: sentence".\n\nQuestion: What is the miller called?\n\n${text}`),
      /^102: The miller is called Jonas Fenn\.$/m,
    );
  });

  it("writes JSON when asked to", async () => {
    const reply = await ask(`Return a JSON array of the sentences that say what is due.\n\n${LETTER}`);
    assert.deepEqual(JSON.parse(reply), ["the report is due on 3 May 2031.", "The slides are due on Friday."]);
  });

  it("adds amounts up", async () => {
    assert.equal(
      await ask("How many fruits are there in total?\n\nAlice has 5 apples. Bob has 3 oranges."),
      "8 fruits (5 + 3 = 8)",
    );
  });

  it("summarises by the text's own sentences", async () => {
    const text =
      "The ferry runs daily. The ferry has a new engine. Cats sleep. The engine of the ferry was made in Graz.";
    const reply = await ask(`Summarise the text.\n\n${text}`);
    for (const sentence of reply.split("\n")) assert.ok(text.includes(sentence), sentence);
  });

  it("says what it is when a prompt has no text", async () => {
    assert.match(await ask("Write a poem about the sea"), /No language model is at work here/);
  });
});
