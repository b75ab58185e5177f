import { strict as assert } from "node:assert";
import { TempContextPacker } from "../../../src/context/packer";
import type { Model, ModelReply } from "../../../src/core/model";
import { ask, rlmFor } from "../../support/rlm";
import { cell, inTurn, ScriptedModel } from "../../support/scriptedModel";

const TEXT = "Alice has 5 apples.\nBob has 3 oranges.\n";
const root = (...replies: readonly string[]): ScriptedModel => new ScriptedModel(inTurn(...replies), "root");

describe("an Rlm", () => {
  it("events end with the run, also for who looks late", async () => {
    const corpus = await new TempContextPacker().pack({ shape: "text", text: TEXT }, "text");
    const run = rlmFor(root(cell("FINAL(context)"))).run({ question: "What?", corpus });
    await run.result;
    for await (const event of run) assert.fail(event.type);
    await corpus.dispose();
  });

  it("L9 a model that does not obey keeps nobody waiting", async () => {
    const deaf: Model = {
      id: "deaf",
      provider: "test",
      capabilities: root().capabilities,
      async *stream() {
        yield { kind: "text", text: "…" };
        return new Promise<ModelReply>(() => undefined);
      },
    };
    const corpus = await new TempContextPacker().pack({ shape: "text", text: TEXT }, "text");
    const run = rlmFor(deaf).run({ question: "What?", corpus });
    for await (const event of run) if (event.type === "turn.delta") run.stop();
    assert.equal((await run.result).status, "stopped");
    await corpus.dispose();
  });

  it("L2 a REPL that can't be opened is a result that says so", async () => {
    const repls = { open: () => Promise.reject(new Error("no process left")) };
    const { result } = await ask(rlmFor(root("x"), { repls }), TEXT);
    assert.deepEqual([result.status, result.reason?.code], ["failed", "repl"]);
    assert.match(result.reason?.text ?? "", /no process left/);
  });

  it("S13 later questions see the history", async () => {
    const model = root(
      cell("print(history.length, history[0].answer); context.length"),
      cell("FINAL(history[0].question)"),
    );
    const { result } = await ask(rlmFor(model), TEXT, { history: [{ question: "Earlier?", answer: "Yes." }] });
    assert.equal(result.answer, "Earlier?");
  });

  it("S12 two runs at once have separate state", async () => {
    const rlm = rlmFor(
      new ScriptedModel((request) =>
        cell(`context; x = (globalThis.x ?? 0) + ${String(request.messages.length)}; FINAL(x)`),
      ),
    );
    const both = await Promise.all([ask(rlm, TEXT), ask(rlm, TEXT)]);
    assert.deepEqual(
      both.map(({ result }) => result.answer),
      ["2", "2"],
    );
  });

  it("completion answers over plain text and plain data, and the costs add up until reset", async () => {
    const rlm = rlmFor(
      new ScriptedModel(() => cell("FINAL(Array.isArray(context) ? context.length : context)"), "root"),
    );
    assert.equal(await rlm.completion("plain", "What?"), "plain");
    assert.equal(await rlm.completion([1, 2, 3], "How many?"), "3");
    assert.equal(rlm.costSummary().usage.calls, 2);
    assert.equal(rlm.costSummary().models[0]?.model, "root");
    rlm.reset();
    assert.equal(rlm.costSummary().usage.calls, 0);
  });
});
