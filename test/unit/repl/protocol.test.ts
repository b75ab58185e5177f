import { strict as assert } from "node:assert";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Repl } from "../../../src/core/repl";
import { ProcessReplFactory } from "../../../src/repl/handle";
import { MAX_LINE } from "../../../src/repl/bounds";
import { LineReader } from "../../../src/repl/lines";
import { parseHostFrame, parseWorkerFrame } from "../../../src/repl/protocol";
import { echo, packTexts } from "../../support/repl";

/** A program that speaks as a worker does up to the first cell, then says what it likes. */
function fakeWorker(onCell: string): string {
  return `
    let rest = "";
    const say = (frame) => process.stdout.write(typeof frame === "string" ? frame : JSON.stringify(frame) + "\\n");
    const done = (c) => say({ t: "done", c, ended: "value", busy: false, value: false, error: null, final: null, refused: null,
      draft: false, touched: false, chars: 0, dropped: 0, variables: [], notes: [] });
    process.stdin.setEncoding("utf8").on("end", () => process.exit(0)).on("data", (data) => {
      rest += data;
      for (let end = rest.indexOf("\\n"); end >= 0; end = rest.indexOf("\\n")) {
        const frame = JSON.parse(rest.slice(0, end));
        rest = rest.slice(end + 1);
        if (frame.t === "boot") say({ t: "ready" });
        if (frame.t === "cell") { ${onCell} }
      }
    });`;
}

async function withFake(onCell: string, use: (repl: Repl, log: string[]) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "rlm-fake-worker-"));
  const workerPath = join(folder, "worker.cjs");
  await writeFile(workerPath, fakeWorker(onCell));
  const log: string[] = [];
  const factory = new ProcessReplFactory({ workerPath, log: (text) => log.push(text) });
  const repl = await factory.open({ corpus: await packTexts([]), cellTimeoutMs: 5000, history: [] });
  try {
    await use(repl, log);
  } finally {
    await repl.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

const handlers = { output: () => undefined, query: async (call: Parameters<typeof echo>[0]) => echo(call) };
const never = new AbortController().signal;

describe("the protocol with a worker", () => {
  const odd: readonly (readonly [title: string, frame: string])[] = [
    ["no JSON", "hello"],
    ["no object", "[1]"],
    ["an unknown kind", '{"t":"eval","code":"1"}'],
    ["a field too many", '{"t":"send","c":1,"id":1,"x":1}'],
    ["a field too few", '{"t":"send","c":1}'],
    ["a wrong type", '{"t":"text","c":"1","slot":"out","s":"x"}'],
    ["a number that is none", '{"t":"send","c":1,"id":1e999}'],
    ["a negative number", '{"t":"send","c":-1,"id":1}'],
  ];

  for (const [title, frame] of odd) {
    it(`X2 takes nothing that is not a frame: ${title}`, () => {
      assert.equal(parseWorkerFrame(frame), null);
    });
  }

  it("X2 frames do not pollute", () => {
    const frame = parseWorkerFrame(
      '{"t":"call","c":1,"id":1,"kind":"llm","batch":false,"n":1,"o":{"schema":{"__proto__":{"polluted":1}}}}',
    );
    assert.equal(frame?.t, "call");
    assert.equal(Reflect.get({}, "polluted"), undefined);
  });

  it("a worker takes only frames of the host", () => {
    assert.throws(() => parseHostFrame('{"t":"cell","cell":1}'));
    assert.throws(() => parseHostFrame("{"));
  });

  it("lines come out whole however they come in, and are bounded", () => {
    const reader = new LineReader();
    assert.deepEqual(reader.push("a"), []);
    assert.deepEqual(reader.push("b\nc\n\nd"), ["ab", "c", ""]);
    assert.deepEqual(reader.push("\n"), ["d"]);
    assert.throws(() => reader.push("x".repeat(MAX_LINE + 1)));
  });

  const breaches: readonly (readonly [title: string, onCell: string])[] = [
    ["text that is no frame", 'say("garbage\\n")'],
    ["a prompt for no call", 'say({ t: "prompt", c: frame.cell, id: 9, i: 0, part: "prompt", s: "x" })'],
    [
      "a call twice",
      'for (let i = 0; i < 2; i++) { say({ t: "call", c: frame.cell, id: 1, kind: "llm", batch: false, n: 1, o: {} }); say({ t: "send", c: frame.cell, id: 1 }) }',
    ],
    ["a batch of unheard size", 'say({ t: "call", c: frame.cell, id: 1, kind: "llm", batch: true, n: 1e9, o: {} })'],
    [
      "more output than there may be",
      'for (let i = 0; i < 70; i++) say({ t: "text", c: frame.cell, slot: "out", s: "x".repeat(250000) })',
    ],
    ["a line without end", 'for (let i = 0; i < 70; i++) say("x".repeat(1000000))'],
  ];

  for (const [title, onCell] of breaches) {
    it(`X2 a worker that sends ${title} is ended`, async () => {
      await withFake(onCell, async (repl) => {
        const { error, restart } = await repl.run({ cell: 1, code: "1" }, handlers, never);
        assert.equal(error?.name, "ProtocolError");
        assert.equal(restart?.reason, "protocol");
      });
    }).timeout(20_000);
  }

  it("X2 frames of another cell are dropped and logged", async () => {
    const onCell =
      'say({ t: "text", c: 99, slot: "out", s: "forged" }); say({ t: "call", c: 99, id: 1, kind: "llm", batch: false, n: 1, o: {} }); say({ t: "keep", c: 99, name: "x", first: true, s: "1" }); done(99); done(frame.cell)';
    await withFake(onCell, async (repl, log) => {
      let output = "";
      const { error, final } = await repl.run(
        { cell: 1, code: "1" },
        { ...handlers, output: (text) => (output += text) },
        never,
      );
      assert.equal(error, null);
      assert.equal(final, null);
      assert.equal(output, "");
      assert.equal(log.filter((line) => line.includes("cell 99")).length, 3);
    });
  });

  it("a worker that crashes is replaced, and the next cell runs", async () => {
    await withFake("if (frame.code === 'die') process.exit(1); done(frame.cell)", async (repl) => {
      const { error, restart } = await repl.run({ cell: 1, code: "die" }, handlers, never);
      assert.equal(error?.name, "CrashError");
      assert.equal(restart?.reason, "crash");
      assert.equal((await repl.run({ cell: 2, code: "1" }, handlers, never)).error, null);
    });
  });

  it("a process that can't be started is a clear error", async () => {
    const corpus = await packTexts([]);
    const open = (options: { workerPath: string; nodePath?: string }) =>
      new ProcessReplFactory(options).open({ corpus, cellTimeoutMs: 1000, history: [] });
    await assert.rejects(open({ workerPath: process.execPath, nodePath: "/no/such/node" }), /could not be started/);
    await assert.rejects(open({ workerPath: "/no/such/worker.cjs" }), /worker\.cjs/);
  });

  it("disposing ends the process, in the middle of a cell too", async () => {
    await withFake("say({ t: 'text', c: frame.cell, slot: 'out', s: String(process.pid) })", async (repl) => {
      let pid = 0;
      const printed = new Promise<void>((resolve) => {
        const output = (text: string): void => {
          pid = Number(text);
          resolve();
        };
        void repl.run({ cell: 1, code: "1" }, { ...handlers, output }, never);
      });
      await printed;
      await repl.dispose();
      assert.throws(() => process.kill(pid, 0), /ESRCH/);
    });
  });
});
