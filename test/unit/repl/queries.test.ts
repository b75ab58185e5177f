import { strict as assert } from "node:assert";
import type { CellClock, SubCall, SubReply } from "../../../src/core/repl";
import { echo, TestRepl, withRepl } from "../../support/repl";

describe("sub-queries in cells", () => {
  let repl: TestRepl;

  before(async () => {
    repl = await TestRepl.overText("text");
  });

  after(() => repl.dispose());

  beforeEach(() => {
    repl.calls.length = 0;
  });

  it("Q1 of a batch of 20 one fails: 19 replies, one marked error, and the output names it", async () => {
    const code =
      "const rs = await llm_query_batch(Array.from({ length: 20 }, (_, i) => i === 7 ? 'FAIL' : 'p' + i)); rs[6] + rs[7] + rs.length";
    const { value, output } = await repl.run(code);
    assert.equal(value, "R(p6)[error: no luck]20");
    assert.match(output, /1 of 20 failed[^]*item 7: \[error: no luck\]/);
    assert.equal(repl.calls.length, 1);
    assert.equal(repl.calls[0]?.batch, true);
  });

  it("Q1 a failed single query rejects with the marked error, at the line that asked", async () => {
    const { error } = await repl.run("const a = 1\nconst b = await llm_query('FAIL')");
    assert.deepEqual([error?.name, error?.message, error?.line], ["Error", "[error: no luck]", 2]);
    assert.equal(
      await repl.value("try { await llm_query('FAIL') } catch (e) { caught = e.message } caught"),
      "[error: no luck]",
    );
  });

  it("Q2 10,000 prompts keep their order", async () => {
    const code =
      "const many = await llm_query_batch(Array.from({ length: 10_000 }, (_, i) => 'p' + i)); many.every((r, i) => r === `R(p${i})`)";
    assert.equal(await repl.value(code), "true");
  });

  it("Q3 an empty batch asks nothing; one item is one call", async () => {
    assert.equal(await repl.value("await llm_query_batch([])"), "[]");
    assert.equal(repl.calls.length, 0);
    assert.equal(await repl.value("await llm_query_batched(['one'])"), '[ "R(one)" ]');
    assert.equal(repl.calls.length, 1);
    assert.equal(repl.calls[0]?.prompts.length, 1);
  });

  it("Q4 prompts that are no texts: objects are JSON, null and undefined clear errors", async () => {
    assert.equal(
      await repl.value("await llm_query({ a: [1, 'x'], d: new Date(0) })"),
      'R({"a":[1,"x"],"d":"1970-01-01T00:00:00.000Z"})',
    );
    assert.equal(await repl.value("await llm_query(42)"), "R(42)");
    assert.equal(await repl.value("await llm_query(['a', 'b'])"), 'R(["a","b"])');
    assert.match((await repl.run("await llm_query(null)")).error?.message ?? "", /prompt is null/);
    assert.match((await repl.run("await llm_query()")).error?.message ?? "", /prompt is undefined/);
    assert.match(
      (await repl.run("await llm_query_batch(['a', undefined])")).error?.message ?? "",
      /prompts\[1\] is undefined/,
    );
    assert.match((await repl.run("await llm_query_batch('text')")).error?.message ?? "", /must be an array/);
    for (const { prompts } of repl.calls) for (const { prompt } of prompts) assert.doesNotMatch(prompt, /\[object/);
  });

  it("prompts and replies cross byte for byte, long ones too", async () => {
    const text = 'aé€😀\0\ud800\n"\\\u2028'.repeat(60_000);
    await repl.run(`const long = ${JSON.stringify(text.slice(0, 1100))}.repeat(600)`);
    assert.equal(await repl.value("await llm_query(long) === 'R(' + long + ')'"), "true");
    assert.equal(repl.calls[0]?.prompts[0]?.prompt, text.slice(0, 1100).repeat(600));
  });

  it("options are checked and passed on", async () => {
    await repl.run(
      "await llm_query('p', { model: 'm', system: 's', max_tokens: 5, temperature: 0, schema: { type: 'object' } })",
    );
    assert.deepEqual(repl.calls[0]?.options, {
      model: "m",
      system: "s",
      maxTokens: 5,
      temperature: 0,
      schema: { type: "object" },
    });
    assert.match(
      (await repl.run("await llm_query('p', { maxTokens: 'many' })")).error?.message ?? "",
      /maxTokens must be a whole number/,
    );
    assert.match((await repl.run("await llm_query('p', 'gpt')")).error?.message ?? "", /must be an object/);
    assert.match((await repl.run("await llm_query('p', { topP: 1 })")).notes.join(), /no option "topP"/);
  });

  it("all names of the query functions work", async () => {
    const code =
      "[await llm_query_async('a'), (await llm_query_batch_async(['b']))[0], (await rlm_query_batch(['c']))[0], (await rlm_query_batched(['d']))[0]].join()";
    assert.equal(await repl.value(code), "R(a),R(b),R(c),R(d)");
    assert.deepEqual(
      repl.calls.map(({ kind, batch }) => `${kind} ${String(batch)}`),
      ["llm false", "llm true", "rlm true", "rlm true"],
    );
  });

  it("P5 rlm_query takes a query with a context of its own", async () => {
    await repl.run(
      "await rlm_query({ query: 'what?', context: 'the text' }); await rlm_query({ query: 'what?', context: [{ a: 1 }] }, { maxTurns: 3 }); await rlm_query('plain')",
    );
    assert.deepEqual(
      repl.calls.map(({ prompts }) => prompts[0]),
      [
        { prompt: "what?", context: { shape: "text", text: "the text" } },
        { prompt: "what?", context: { shape: "json", text: '[{"a":1}]' } },
        { prompt: "plain", context: null },
      ],
    );
    assert.deepEqual(repl.calls[1]?.options, { maxTurns: 3 });
  });
});

/** Answers after `ms`, as a request that is in flight, or as a reply from memory that takes its time. */
function slowly(ms: number, inFlight: boolean) {
  return async (call: SubCall, clock: CellClock): Promise<readonly SubReply[]> => {
    if (inFlight) clock.requestStarted();
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (inFlight) clock.requestEnded();
    return echo(call);
  };
}

describe("the time of a cell", () => {
  it("Q7 model time is not charged", async () => {
    await withRepl(TestRepl.open([], { limitMs: 300, answer: slowly(900, true) }), async (repl) => {
      assert.equal(await repl.value("await llm_query('slow')"), "R(slow)");
      assert.equal(await repl.value("(await Promise.all(['a', 'b'].map((p) => llm_query(p)))).join()"), "R(a),R(b)");
    });
  });

  it("Q7 code that runs while a request is in flight is not charged, code after it is", async () => {
    await withRepl(TestRepl.open([], { limitMs: 400, answer: slowly(800, true) }), async (repl) => {
      const busy = "const end = Date.now() + 600; while (Date.now() < end);";
      assert.equal(await repl.value(`const p = llm_query('x'); await sleep(20); ${busy} await p`), "R(x)");
      const { error } = await repl.run(`await llm_query('x'); ${busy} 1`);
      assert.equal(error?.name, "TimeoutError");
    });
  });

  it("Q9 replies from memory count", async () => {
    await withRepl(TestRepl.open([], { limitMs: 300, answer: slowly(900, false) }), async (repl) => {
      assert.equal((await repl.run("await llm_query('slow')")).error?.name, "TimeoutError");
    });
  });

  it("Q10 a reply that comes after its cell was ended belongs to no later cell", async () => {
    await withRepl(TestRepl.open([], { limitMs: 200, answer: slowly(500, false) }), async (repl) => {
      await repl.run("late = 'no'; late = await llm_query('slow')");
      const { value, output } = await repl.run("await sleep(100); late");
      assert.equal(value, "no");
      assert.equal(output, "");
    });
  });
});
