import { strict as assert } from "node:assert";
import { TempContextPacker } from "../../../src/context/packer";
import type { ModelRequest } from "../../../src/core/model";
import { ask, ofType, rlmFor } from "../../support/rlm";
import { cell, inTurn, ScriptedModel, type Words } from "../../support/scriptedModel";

const TEXT = "Alice has 5 apples.\nBob has 3 oranges.\n";
const root = (...replies: readonly string[]): ScriptedModel => new ScriptedModel(inTurn(...replies), "root");
const last = (request: ModelRequest | undefined): string => request?.messages.at(-1)?.content ?? "";
const sub = (words: Words): ScriptedModel => new ScriptedModel(words, "sub");

describe("the loop", () => {
  it("answers from the context, and reports every fact in order", async () => {
    const model = root(cell("const n = context.length; print(n)"), cell("FINAL(`${n} characters`)"));
    const { result, events } = await ask(rlmFor(model), TEXT);
    assert.equal(result.answer, `${String(TEXT.length)} characters`);
    assert.equal(result.status, "answered");
    assert.equal(result.turns, 2);
    assert.deepEqual(
      events.map((event) => event.type).filter((type) => type !== "turn.delta"),
      [
        "run.start",
        "turn.start",
        "turn.reply",
        "cell.start",
        "cell.output",
        "cell.end",
        "turn.start",
        "turn.reply",
        "cell.start",
        "cell.end",
        "run.end",
      ],
    );
    assert.match(last(model.requests[1]), new RegExp(`<output characters="\\d+">\n${String(TEXT.length)}\n`));
  });

  it("O10 the root is told of the context, never its content", async () => {
    const model = root(cell("context.length"), cell("FINAL(1)"));
    await ask(rlmFor(model), TEXT);
    const first = last(model.requests[0]);
    assert.match(first, /one string/);
    assert.doesNotMatch(first, /Alice/);
  });

  it("O8 each request begins with the whole previous one", async () => {
    const model = root(cell("print(context)"), "no code", cell("x = 1"), cell("FINAL(x)"));
    await ask(rlmFor(model), TEXT);
    const sent = model.requests.map((request) => JSON.stringify(request.messages).slice(0, -1));
    sent.slice(1).forEach((request, index) => assert.ok(request.startsWith(sent[index] ?? "?")));
  });

  it("F2 after the first accepted final nothing more runs", async () => {
    const { events, result } = await ask(
      rlmFor(root(`${cell("FINAL(context.length)")}\n${cell("print('more')")}`)),
      TEXT,
    );
    assert.equal(result.answer, String(TEXT.length));
    assert.equal(ofType(events, "cell.start").length, 1);
  });

  it("F12 F13 replies without code: the model is told, the turns are bounded", async () => {
    const model = root("", "I think it is 8.");
    const { result } = await ask(rlmFor(model), TEXT, { limits: { maxTurns: 3 } });
    assert.match(last(model.requests[1]), /nothing to run/);
    assert.match(last(model.requests[2]), /held no code/);
    assert.equal(result.turns, 3);
    assert.equal(result.status, "forced");
  });

  it("A11 FINAL_VAR as text gives the variable of an earlier cell", async () => {
    const { result } = await ask(
      rlmFor(root(cell("const found = { lines: context.split('\\n').length }"), "FINAL_VAR(found)")),
      TEXT,
    );
    assert.deepEqual(JSON.parse(result.answer ?? ""), { lines: 3 });
  });

  it("A12 FINAL_VAR of a missing variable is told, with the nearest name", async () => {
    const model = root(cell("const total = context.length"), "FINAL_VAR(totl)", cell("FINAL_VAR('total')"));
    const { result } = await ask(rlmFor(model), TEXT);
    assert.match(last(model.requests[2]), /total/);
    assert.equal(result.answer, String(TEXT.length));
  });

  it("A16 a literal final behind unseen output is held back once", async () => {
    const model = root(`${cell("print(context)")}\n${cell("FINAL('9 fruits')")}`, cell("FINAL('8 fruits')"));
    const { result } = await ask(rlmFor(model), TEXT);
    assert.match(last(model.requests[1]), /held back once/);
    assert.equal(result.answer, "8 fruits");
  });

  it("A22 a final before the context was touched is held back once", async () => {
    const model = root("FINAL(42)", "FINAL(42)");
    const { result } = await ask(rlmFor(model), TEXT);
    assert.match(last(model.requests[1]), /Look first/);
    assert.equal(result.answer, "42");
    assert.equal(result.turns, 2);
  });

  it("A19 a final, then an exception in the same cell: the final stands", async () => {
    const { result, events } = await ask(rlmFor(root(cell("FINAL(context.length); throw new Error('late')"))), TEXT);
    assert.equal(result.answer, String(TEXT.length));
    assert.equal(ofType(events, "cell.end")[0]?.error?.message, "late");
  });

  it("O6 an error in a cell is shown with the model's own line", async () => {
    const model = root(cell("const a = context;\nnull.x"), cell("FINAL(1)"));
    await ask(rlmFor(model), TEXT);
    assert.match(last(model.requests[1]), /TypeError: .* at line 2/s);
  });
});

describe("sub-queries", () => {
  it("the prompt goes out byte for byte, the reply comes back byte for byte", async () => {
    const asked = sub(() => " exactly\nthis ");
    const model = root(
      cell("const r = await llm_query('  a\\n😀 b '); print(JSON.stringify(r)); context.length"),
      cell("FINAL(r)"),
    );
    const { result } = await ask(rlmFor(model, { subModel: asked }), TEXT);
    assert.equal(last(asked.requests[0]), "  a\n😀 b ");
    assert.equal(result.answer, " exactly\nthis ");
  });

  it("Q5 the limit inside a batch: the first ones run, the rest are marked, the run can finish", async () => {
    const asked = sub((request) => `re ${last(request)}`);
    const model = root(
      cell("const rs = await llm_query_batch(['a','b','c','d']); context.length"),
      cell("FINAL(rs.join('|'))"),
    );
    const { result } = await ask(rlmFor(model, { subModel: asked }), TEXT, { limits: { maxSubQueries: 2 } });
    assert.match(result.answer ?? "", /^re a\|re b\|\[error: .*limit of 2.*\|\[error: /);
    assert.equal(result.subQueries, 2);
  });

  it("Q8 a prompt larger than the window is refused before it is sent, with both sizes", async () => {
    const small = new ScriptedModel(inTurn("no"), "sub", { contextTokens: 100 });
    const model = root(
      cell("try { await llm_query('x'.repeat(5000)) } catch (e) { print(e.message) } context.length"),
      cell("FINAL(1)"),
    );
    await ask(rlmFor(model, { subModel: small }), TEXT);
    assert.match(last(model.requests[1]), /\[error: .*5,000 characters.*450/);
    assert.equal(small.requests.length, 0);
  });

  it("Q8 the system text of a sub-query counts too", async () => {
    const small = new ScriptedModel(inTurn("no"), "sub", { contextTokens: 100 });
    const model = root(
      cell("try { await llm_query('x', { system: 'y'.repeat(5000) }) } catch (e) { print(e.message) } context.length"),
      cell("FINAL(1)"),
    );
    await ask(rlmFor(model, { subModel: small }), TEXT);
    assert.match(last(model.requests[1]), /5,001 characters/);
    assert.equal(small.requests.length, 0);
  });

  it("Q9 a query that failed while another waited for it is asked anew", async () => {
    const asked = sub((_, index) => (index === 0 ? Promise.reject(new Error("first broke")) : "second"));
    const model = root(
      cell("const rs = await llm_query_batch(['same', 'same']); context.length"),
      cell("FINAL(rs.join('|'))"),
    );
    const { result, events } = await ask(rlmFor(model, { subModel: asked }), TEXT);
    assert.match(result.answer ?? "", /^\[error: .*first broke.*\]\|second$/);
    assert.deepEqual(
      ofType(events, "query.end").map((event) => event.fromMemory),
      [false, false],
    );
    assert.equal(result.subQueries, 2);
  });

  it("Q9 the same query again is answered from memory, free", async () => {
    const asked = sub((_, index) => `reply ${String(index)}`);
    const model = root(
      cell("const a = await llm_query('same'); const b = await llm_query('same'); context.length"),
      cell("FINAL(a + b)"),
    );
    const { result, events } = await ask(rlmFor(model, { subModel: asked }), TEXT);
    assert.equal(result.answer, "reply 0reply 0");
    assert.deepEqual(
      ofType(events, "query.end").map((event) => event.fromMemory),
      [false, true],
    );
    assert.equal(result.subQueries, 1);
    assert.equal(result.fromMemory, 1);
  });

  it("Q11 counters are exact", async () => {
    const model = root(cell("await llm_query_batch(['a','b','c']); context.length"), cell("FINAL(1)"));
    const { result } = await ask(rlmFor(model, { subModel: sub(() => "r") }), TEXT);
    assert.equal(result.usage.calls, 5);
    assert.equal(result.subQueries, 3);
    assert.equal(result.depth, 1);
  });

  it("depth 0: sub-queries are switched off", async () => {
    const model = root(
      cell("try { await llm_query('a') } catch (e) { print(e.message) } context.length"),
      cell("FINAL(1)"),
    );
    const { result } = await ask(rlmFor(model), TEXT, { limits: { maxDepth: 0 } });
    assert.match(last(model.requests[1]), /switched off/);
    assert.equal(result.depth, 0);
  });
});

describe("recursion", () => {
  const child = (request: ModelRequest): boolean =>
    request.messages.some((message) => message.content.includes("<question>\nHow many?"));

  it("P5 a child has its own question, context and REPL, and its use counts for the parent", async () => {
    const model = new ScriptedModel((request) => {
      if (child(request)) return cell("FINAL(context.split(' ').length)");
      return request.messages.length === 2
        ? cell(
            "const secret = context; const n = await rlm_query({ query: 'How many?', context: 'one two three' }); print(n)",
          )
        : cell("FINAL(n)");
    }, "root");
    const { result, events } = await ask(rlmFor(model), TEXT, { limits: { maxDepth: 2 } });
    assert.equal(result.answer, "3");
    assert.equal(ofType(events, "run.start").length, 2);
    assert.equal(result.usage.calls, 3);
    assert.equal(result.turns, 3);
    assert.ok(ofType(events, "query.end")[0]?.childRun?.endsWith("/1"));
  });

  it("P1 at the depth limit rlm_query is a plain sub-query, marked in the trajectory", async () => {
    const asked = sub((request) => last(request));
    const model = root(
      cell("const r = await rlm_query({ query: 'How many?', context: 'one two' }); context.length"),
      cell("FINAL(r)"),
    );
    const { result, events } = await ask(rlmFor(model, { subModel: asked }), TEXT);
    assert.equal(result.answer, "How many?\n\none two");
    assert.match(ofType(events, "note")[0]?.text ?? "", /plain sub-query/);
  });

  it("L9 P2 a stop ends children first: every query and run has its end in the trajectory", async () => {
    const stop = new AbortController();
    let asked = 0;
    const model = new ScriptedModel((request) => {
      if (!child(request))
        return cell(
          "context; await Promise.all([...'abcdef'].map((context) => rlm_query({ query: 'How many?', context })))",
        );
      if (++asked === 4) stop.abort();
      return new Promise<string>(() => undefined);
    }, "root");
    const { result, events } = await ask(rlmFor(model), TEXT, { limits: { maxDepth: 2 }, signal: stop.signal });
    assert.equal(result.status, "stopped");
    assert.equal(result.depth, 2);
    assert.equal(ofType(events, "query.end").length, ofType(events, "query.start").length);
    assert.equal(ofType(events, "query.end").length, 6);
    assert.equal(ofType(events, "run.start").length, 5);
    assert.equal(ofType(events, "run.end").length, 5);
    assert.equal(events.at(-1)?.run, result.id);
  });

  it("P6 no more than four children of one depth are at work at once", async () => {
    let open = 0;
    let most = 0;
    const model = new ScriptedModel(async (request) => {
      if (!child(request)) {
        return request.messages.length === 2
          ? cell(
              "const ns = await rlm_query_batch([...'abcdefg'].map((context) => ({ query: 'How many?', context })));",
            )
          : cell("context; FINAL(ns.join())");
      }
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      return cell("FINAL(context)");
    }, "root");
    const { result } = await ask(rlmFor(model), TEXT, { limits: { maxDepth: 2 } });
    assert.equal(result.answer, "a,b,c,d,e,f,g");
    assert.ok(most <= 4);
  });

  it("P4 a child that fails is a marked error in the parent", async () => {
    const model = new ScriptedModel((request) => {
      if (child(request)) throw new Error("the provider broke");
      return request.messages.length === 2
        ? cell(
            "try { await rlm_query({ query: 'How many?', context: 'x' }) } catch (e) { print(e.message) } context.length",
          )
        : cell("FINAL('went on')");
    }, "root");
    const { result } = await ask(rlmFor(model), TEXT, { limits: { maxDepth: 2 } });
    assert.equal(result.answer, "went on");
    assert.match(last(model.requests.at(-1)), /\[error: .*provider broke/);
  });
});

describe("limits", () => {
  it("L1 when turns run out, one last call asks for the answer, and it is marked", async () => {
    const model = root(cell("print(context.length)"), "It seems to be 8 fruits.");
    const { result } = await ask(rlmFor(model), TEXT, { limits: { maxTurns: 1 } });
    assert.equal(result.status, "forced");
    assert.equal(result.answer, "It seems to be 8 fruits.");
    assert.equal(result.reason?.code, "turns");
    assert.match(last(model.requests[1]), /turns have run out/);
  });

  it("L1 the last call is a turn of its own in the trajectory, and its answer is never held back or its markup kept", async () => {
    const { result, events } = await ask(rlmFor(root("FINAL(42)", "FINAL(43)")), TEXT, { limits: { maxTurns: 1 } });
    assert.equal(result.status, "forced");
    assert.equal(result.answer, "43");
    assert.deepEqual(
      ofType(events, "turn.start").map(({ turn, forced }) => [turn, forced]),
      [
        [1, false],
        [2, true],
      ],
    );
    const thinking = await ask(rlmFor(root("hm", "<think>maybe 41</think>It is 42.")), TEXT, {
      limits: { maxTurns: 1 },
    });
    assert.equal(thinking.result.answer, "It is 42.");
  });

  it("L1 L9 a stop inside the last call is a stop", async () => {
    const stop = new AbortController();
    const model = root("hm", cell("print('last'); await sleep(1); while (true) {}"));
    const rlm = rlmFor(model);
    const corpus = await new TempContextPacker().pack({ shape: "text", text: TEXT }, "text");
    const run = rlm.run({ question: "What?", corpus, signal: stop.signal, limits: { maxTurns: 1 } });
    for await (const event of run) if (event.type === "cell.output") stop.abort();
    const { status, reason } = await run.result;
    await corpus.dispose();
    assert.deepEqual([status, reason?.code], ["stopped", "user"]);
  });

  it("L2 a final that was held back is the best partial answer", async () => {
    const { result } = await ask(rlmFor(root("FINAL(42)", cell("context; await new Promise(() => {})"))), TEXT, {
      limits: { timeoutMs: 700 },
    });
    assert.deepEqual([result.status, result.answer], ["stopped", "42"]);
  });

  it("L4 the newest message counts before it is sent", async () => {
    const { result } = await ask(rlmFor(root(cell("FINAL(context)"))), TEXT, {
      question: "x".repeat(300_000),
      limits: { maxTokens: 5_000 },
    });
    assert.deepEqual([result.status, result.reason?.code, result.usage.calls], ["stopped", "tokens", 0]);
  });

  it("L2 a cost limit ends the run with the reason and the best partial answer", async () => {
    const dear = new ScriptedModel(inTurn(cell("answer.content = 'so far'; context.length")), "root", {
      price: { input: 1_000, output: 1_000 },
    });
    const { result } = await ask(rlmFor(dear), TEXT, { limits: { maxCostUsd: 4 } });
    assert.equal(result.status, "stopped");
    assert.equal(result.reason?.code, "cost");
    assert.equal(result.answer, "so far");
  });

  it("L2 errors in a row end the run", async () => {
    const { result } = await ask(rlmFor(root(cell("context; nothing.here"))), TEXT, { limits: { maxErrorsInRow: 2 } });
    assert.equal(result.status, "stopped");
    assert.equal(result.reason?.code, "errors");
    assert.equal(result.turns, 2);
  });

  it("L3 the time limit passes during a cell: aborted then", async () => {
    const model = root(cell("print('first'); await new Promise(() => {})"));
    const { result } = await ask(rlmFor(model), TEXT, { limits: { timeoutMs: 700, cellTimeoutMs: 20_000 } });
    assert.equal(result.status, "stopped");
    assert.equal(result.reason?.code, "time");
    assert.match(result.answer ?? "", /first/);
    assert.ok(result.ms < 3_000);
  });

  it("L9 stop in a request: the request is aborted, the trajectory is complete", async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    const model = new ScriptedModel((_, __, signal) => {
      asked.resolve(signal);
      return new Promise<string>(() => undefined);
    });
    const stop = new AbortController();
    const running = ask(rlmFor(model), TEXT, { signal: stop.signal });
    const signal = await asked.promise;
    stop.abort();
    const { result, events } = await running;
    assert.ok(signal.aborted);
    assert.equal(result.status, "stopped");
    assert.equal(result.reason?.code, "user");
    assert.equal(events.at(-1)?.type, "run.end");
  });

  it("L9 stop before the start", async () => {
    const { result } = await ask(rlmFor(root("FINAL(1)")), TEXT, { signal: AbortSignal.abort() });
    assert.equal(result.status, "stopped");
    assert.equal(result.usage.calls, 0);
  });

  it("L9 stop in a busy loop", async () => {
    const stop = new AbortController();
    const rlm = rlmFor(root(cell("print('looping'); await sleep(1); while (true) {}")));
    const corpus = await new TempContextPacker().pack({ shape: "text", text: TEXT }, "text");
    const run = rlm.run({ question: "What?", corpus, signal: stop.signal });
    for await (const event of run) if (event.type === "cell.output") stop.abort();
    const result = await run.result;
    await corpus.dispose();
    assert.equal(result.status, "stopped");
  });

  it("L13 an unknown price or window is said once", async () => {
    const model = new ScriptedModel(inTurn(cell("context.length"), cell("FINAL(1)")), "root", {
      price: null,
      contextKnown: false,
    });
    const { events, result } = await ask(rlmFor(model), TEXT);
    const notes = ofType(events, "note").map((note) => note.text);
    assert.equal(notes.length, 2);
    assert.match(notes[0] ?? "", /price of root is unknown.*can't bind/);
    assert.match(notes[1] ?? "", /128,000/);
    assert.equal(result.costUsd, null);
  });

  it("L12 a model that can't be reached fails the run with one clear reason", async () => {
    const { result } = await ask(rlmFor(new ScriptedModel(() => Promise.reject(new Error("down")))), TEXT);
    assert.equal(result.status, "failed");
    assert.match(result.reason?.text ?? "", /down/);
  });

  it("a blank question is refused at the start", async () => {
    await assert.rejects(ask(rlmFor(root("x")), TEXT, { question: "  \n" }), /question is empty/);
  });
});
