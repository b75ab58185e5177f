import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as v from "valibot";
import { TestRepl, type GivenPart, type Ran } from "../../support/repl";

const checkSchema = v.variant("kind", [
  v.object({
    kind: v.picklist(["no-escape", "bounded", "no-final", "final-ok", "syntax-error", "host-clean", "survive"]),
  }),
  v.object({ kind: v.picklist(["output-cap", "calls-cap"]), max: v.number() }),
  v.object({ kind: v.literal("next-prints"), text: v.string() }),
]);

const caseSchema = v.object({ id: v.string(), category: v.string(), code: v.string(), check: checkSchema });

type Case = v.InferOutput<typeof caseSchema>;

const FILES: readonly GivenPart[] = [
  {
    name: null,
    shape: "files",
    texts: [
      { path: "a.txt", text: "alpha one\nalpha two\n" },
      { path: "b.txt", text: "beta one\nbeta two\n" },
    ],
  },
];

/** Model calls of one session, as the engine grants them. */
const GRANTED = 500;

const cases = v.parse(v.array(caseSchema), JSON.parse(readFileSync(resolve("test/fixtures/escapes.json"), "utf8")));

interface Outcome {
  readonly cells: readonly Ran[];
  readonly next: Ran;
  readonly modelCalls: number;
  /** How late the host's own timers were at most, in ms. */
  readonly late: number;
  readonly ms: number;
}

async function attempt({ code, category }: Case): Promise<Outcome> {
  let modelCalls = 0;
  const repl = await TestRepl.open(FILES, {
    limitMs: category === "hang" || category === "memory" ? 1000 : 4000,
    answer: (call) =>
      call.prompts.map(() =>
        ++modelCalls <= GRANTED ? { ok: true, text: "answer" } : { ok: false, error: "no more" },
      ),
  });
  const started = performance.now();
  const ticker = new Ticker();
  try {
    const cells: Ran[] = [];
    for (const cell of code.split("//--- next cell ---")) cells.push(await repl.run(cell));
    const next = await repl.run("print('NEXT-' + (20 + 22))");
    return {
      cells,
      next,
      modelCalls: Math.min(modelCalls, GRANTED),
      late: ticker.worst,
      ms: performance.now() - started,
    };
  } finally {
    ticker.stop();
    await repl.dispose();
  }
}

/**
 * A timer of 10 ms that notes how late it was because of this thread's own work: on a busy machine it may just not have
 * been its turn.
 */
class Ticker {
  worst = 0;
  private last = performance.now();
  private lastCpu = cpuOfThread();
  private readonly timer = setInterval(() => {
    const now = performance.now();
    const cpu = cpuOfThread();
    this.worst = Math.max(this.worst, Math.min(now - this.last - 10, cpu - this.lastCpu));
    this.last = now;
    this.lastCpu = cpu;
  }, 10);

  stop(): void {
    clearInterval(this.timer);
  }
}

/** CPU time in ms of this thread alone: the garbage collector has threads of its own, and they hold up nobody. Node 22 can only tell of all. */
function cpuOfThread(): number {
  const wholeProcess = (): NodeJS.CpuUsage => process.cpuUsage();
  const { user, system } = "threadCpuUsage" in process ? process.threadCpuUsage() : wholeProcess();
  return (user + system) / 1000;
}

function judge({ check }: Case, { cells, next, modelCalls, ms }: Outcome): void {
  const output = cells.map((cell) => cell.output).join("");
  const shown = output + cells.map((cell) => `${cell.value ?? ""}${cell.error?.message ?? ""}`).join("");
  const finals = cells.flatMap((cell) => (cell.final === null ? [] : [cell.final.text]));
  assert.ok(!/ESCAPED/.test(output), `it reached ${output}`);
  assert.ok(!/^REALM/m.test(output), "it reached another realm");
  assert.match(next.output, /NEXT-42/);
  assert.equal(Object.keys(Object.prototype).length, 0);
  assert.equal(Reflect.get({}, "polluted"), undefined);
  switch (check.kind) {
    case "bounded":
      assert.ok(ms < 25_000, `it took ${String(ms)} ms`);
      return;
    case "output-cap":
      assert.ok(finals.join("").length <= check.max, "the final is too long");
      for (const cell of cells)
        assert.ok(cell.output.length <= 16_000_000 && cell.outputChars - cell.droppedChars <= 16_000_000);
      return;
    case "calls-cap":
      assert.ok(modelCalls <= check.max);
      return;
    case "no-final":
      assert.ok(!finals.some((text) => text.includes("FORGED")), "a forged final was accepted");
      return;
    case "final-ok":
      assert.equal(finals.length, 1);
      return;
    case "next-prints":
      assert.ok(output.includes(check.text), `it printed ${output}`);
      return;
    case "syntax-error":
      assert.equal(cells[0]?.error?.name, "SyntaxError");
      return;
    case "no-escape":
    case "host-clean":
    case "survive":
      assert.ok(shown.length < 40_000_000);
      return;
  }
}

describe("X1-X6 known attempts to leave or to abuse the REPL", () => {
  const outcomes = new Map<string, Promise<Outcome>>();

  /** One at a time: two would share this thread, and each would be blamed for what the other costs. */
  function outcomeOf(index: number): Promise<Outcome> {
    for (const one of cases.slice(index, index + 1)) {
      if (!outcomes.has(one.id)) {
        const outcome = attempt(one);
        outcome.catch(() => undefined);
        outcomes.set(one.id, outcome);
      }
    }
    return outcomes.get(cases[index]?.id ?? "") ?? Promise.reject(new Error("no such case"));
  }

  cases.forEach((one, index) => {
    it(`${one.category}: ${one.id} (${one.check.kind})`, async () => {
      judge(one, await outcomeOf(index));
    }).timeout(60_000);
  });

  it("keeps the host responsive throughout", async () => {
    for (const [id, outcome] of outcomes) {
      const { late } = await outcome;
      assert.ok(late < 100, `a timer was ${String(late)} ms late in ${id}`);
    }
  });
});
