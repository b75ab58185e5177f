import { strict as assert } from "node:assert";
import { ModelError } from "../../../src/core/model";
import type { Model } from "../../../src/core/model";
import { addUsage, NO_USAGE } from "../../../src/core/usage";
import type { Usage } from "../../../src/core/usage";
import { EndpointGate } from "../../../src/models/gate";
import type { GateOptions } from "../../../src/models/gate";
import { schedule } from "../../../src/models/scheduler";
import type { TimeLimits } from "../../../src/models/watch";
import { ask, call, failureOf, modelAt, textOf } from "../../support/modelCalls";
import { inTurn, startScriptedServer } from "../../support/scriptedServer";
import type { ScriptedBehaviour, ScriptedServer, ScriptedServerOptions } from "../../support/scriptedServer";

interface Scene {
  readonly server: ScriptedServer;
  readonly gate: EndpointGate;
  readonly model: Model;
  /** What was said about waiting, and the first time that anything was. */
  readonly waits: readonly (string | null)[];
  readonly waited: Promise<void>;
}

/** A scheduled model of a scripted server, for as long as `play` takes. */
async function scene(
  reply: ScriptedServerOptions["reply"],
  play: (scene: Scene) => Promise<void>,
  options: Partial<GateOptions> & { readonly backoffMs?: number; readonly timeLimits?: Partial<TimeLimits> } = {},
): Promise<void> {
  const server = await startScriptedServer({ reply });
  const waits: (string | null)[] = [];
  const waited = Promise.withResolvers<undefined>();
  const onWait = (text: string | null): void => {
    waits.push(text);
    waited.resolve(undefined);
  };
  const gate = new EndpointGate({ name: "OpenAI", local: false, concurrency: null, onWait, ...options });
  const { backoffMs = 5, timeLimits = {} } = options;
  const model = schedule(modelAt(server.baseUrl, { timeLimits }), gate, { backoffMs });
  try {
    await play({ server, gate, model, waits, waited: waited.promise });
  } finally {
    gate.dispose();
    await server.close();
  }
}

/** What a call has used, whether it came to a reply or not. */
function usageOf(result: PromiseSettledResult<{ readonly reply: { readonly usage: Usage } }>): Usage {
  if (result.status === "fulfilled") return result.value.reply.usage;
  const reason: unknown = result.reason;
  return (reason instanceof ModelError ? reason.details.usage : undefined) ?? NO_USAGE;
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("Scheduler: another try", () => {
  const mendable: readonly (readonly [string, ScriptedBehaviour])[] = [
    ["408", { status: 408 }],
    ["409", { status: 409 }],
    ["429", { status: 429 }],
    ["500", { status: 500 }],
    ["503", { status: 503 }],
    ["529", { status: 529 }],
    ["a refused connection", { resetAfter: 0 }],
    ["a cut stream", { text: "half of it", chunkSize: 2, cutAfter: 2 }],
    ["a stream that stalls", { text: "half of it", chunkSize: 2, stallAfter: 2 }],
    ["a broken event", { text: "half of it", malformedAfter: 1 }],
    ["an empty reply", { text: null }],
  ];

  it("L5 that the budget has no room for is not made", () =>
    scene(
      () => ({ text: "half of it", chunkSize: 2, cutAfter: 2 }),
      async ({ model, server }) => {
        let spent: Usage = NO_USAGE;
        const mayRetry = (usage: Usage): boolean => {
          spent = usage;
          return false;
        };
        const failure = await failureOf(call(model, { ...ask("?"), mayRetry }));
        assert.equal(failure.kind, "malformed");
        assert.equal(server.requests.length, 1);
        assert.equal(spent.calls, 1);
      },
    ));

  for (const [title, first] of mendable) {
    it(`Q11 after ${title} brings the reply, and both tries are counted`, () => {
      const play = async ({ model, server }: Scene): Promise<void> => {
        const { reply, deltas } = await call(model, ask("?"));
        assert.equal(reply.text, "whole");
        assert.equal(textOf(deltas), "whole");
        assert.equal(reply.usage.calls, 2);
        assert.equal(server.requests.length, 2);
        assert.equal(server.requests[0]?.body, server.requests[1]?.body);
      };
      return scene(inTurn(first, "whole"), play, first.stallAfter === undefined ? {} : { timeLimits: { idleMs: 200 } });
    });
  }

  for (const [status, error] of [[400], [401], [403], [404], [429, { code: "insufficient_quota" }]] as const) {
    it(`L7 there is none after ${status} ${error?.code ?? ""}`, () =>
      scene(inTurn({ status, error: error ?? {} }, "whole"), async ({ model, server }) => {
        const failed = await failureOf(call(model, ask("?")));
        assert.equal(server.requests.length, 1);
        assert.equal(failed.details.usage?.calls, 1);
        assert.ok(!failed.message.includes("Tried"));
      }));
  }

  it("Q6 an empty reply is asked for once more, then it is an error", () =>
    scene(
      () => ({ text: null }),
      async ({ model, server }) => {
        const failed = await failureOf(call(model, ask("?")));
        assert.equal(failed.kind, "empty");
        assert.equal(server.requests.length, 2);
        assert.match(failed.message, /empty reply.*Tried 2 times\.$/);
      },
    ));

  it("the tokens of failed tries are kept, and their cost is not forgotten", () => {
    const counts = { prompt_tokens: 100, completion_tokens: 7 };
    return scene(
      inTurn({ text: "", usage: counts }, { text: "whole", usage: { ...counts, cost: 0.01 } }),
      async ({ model }) => {
        const { reply } = await call(model, ask("?"));
        assert.deepEqual([reply.usage.calls, reply.usage.inputTokens, reply.usage.outputTokens], [2, 200, 14]);
        // The price of the first try is unknown here, and so is that of both.
        assert.equal(reply.costUsd, null);
      },
    );
  });

  it("L5 there is none once the signal is aborted", () => {
    const stopping = new AbortController();
    return scene(
      () => {
        setImmediate(() => stopping.abort());
        return { status: 503 };
      },
      async ({ model, server }) => {
        const failed = await failureOf(call(model, ask("?"), stopping.signal));
        assert.ok(["aborted", "server"].includes(failed.kind));
        assert.equal(failed.details.usage?.calls, 1);
        assert.equal(server.requests.length, 1);
      },
      { backoffMs: 60_000 },
    );
  });
});

describe("Scheduler: turns", () => {
  it("64 streams run side by side where 64 are allowed", () => {
    const allThere = Promise.withResolvers<undefined>();
    return scene(
      async ({ prompt, index }) => {
        if (index === 63) allThere.resolve(undefined);
        await allThere.promise;
        return { text: `answer to ${prompt}`, chunkSize: 3 };
      },
      async ({ model, server }) => {
        const replies = await Promise.all(numbers(64).map((i) => call(model, ask(String(i)))));
        assert.deepEqual(
          replies.map(({ reply }) => reply.text),
          numbers(64).map((i) => `answer to ${i}`),
        );
        assert.equal(server.peakInFlight, 64);
      },
      { concurrency: 64 },
    );
  });

  it("P6 no more are in flight than the user has set", () => {
    const three = Promise.withResolvers<undefined>();
    return scene(
      async ({ prompt, index }) => {
        if (index === 2) three.resolve(undefined);
        await three.promise;
        return prompt;
      },
      async ({ model, server }) => {
        await Promise.all(numbers(40).map((i) => call(model, ask(String(i)))));
        assert.equal(server.requests.length, 40);
        assert.equal(server.peakInFlight, 3);
      },
      { concurrency: 3 },
    );
  });

  it("starts with 8 and takes more while the endpoint keeps up", () =>
    scene(
      ({ prompt }) => ({ text: prompt, delayMs: 5 }),
      async ({ model, server }) => {
        const firstEight = server.arrived(8);
        const all = Promise.all(numbers(120).map((i) => call(model, ask(String(i)))));
        await firstEight;
        assert.ok(server.peakInFlight <= 8);
        await all;
        assert.ok(server.peakInFlight > 8 && server.peakInFlight <= 64);
      },
    ));

  it("the root is served before its sub-queries", () =>
    scene(
      ({ prompt }) => prompt,
      async ({ model, server }) => {
        await Promise.all([
          ...numbers(5).map((i) => call(model, ask(`sub ${i}`))),
          call(model, ask("root", { purpose: "root" })),
        ]);
        assert.deepEqual(server.requests.map(({ prompt }) => prompt).slice(0, 2), ["sub 0", "root"]);
      },
      { concurrency: 1 },
    ));

  it("L9 waiting for a turn is cancelled at once", () => {
    const stopping = new AbortController();
    return scene(
      () => ({ text: "x", stallAfter: 0 }),
      async ({ model, server }) => {
        const calls = numbers(1000).map((i) => failureOf(call(model, ask(String(i)), stopping.signal)));
        await server.arrived(2);
        stopping.abort();
        const failures = await Promise.all(calls);
        assert.ok(failures.every(({ kind }) => kind === "aborted"));
        assert.equal(
          failures.reduce((sum, { details }) => sum + (details.usage?.calls ?? 0), 0),
          2,
        );
        assert.equal(server.requests.length, 2);
      },
      { concurrency: 2 },
    );
  });

  it("a gate that is disposed of ends all waiting", () =>
    scene(
      () => ({ text: "x", stallAfter: 0 }),
      async ({ model, server, gate }) => {
        const stopping = new AbortController();
        const first = failureOf(call(model, ask("1"), stopping.signal));
        const second = failureOf(call(model, ask("2")));
        await server.arrived(1);
        gate.dispose();
        assert.equal((await second).kind, "aborted");
        assert.equal((await failureOf(call(model, ask("3")))).kind, "aborted");
        stopping.abort();
        await first;
      },
      { concurrency: 1 },
    ));
});

describe("Scheduler: pauses", () => {
  it("L6 Retry-After holds all calls to the endpoint, also of other models, and says so", () =>
    scene(
      inTurn({ status: 429, headers: { "retry-after": "1" } }, "fine"),
      async ({ model, server, gate, waits, waited }) => {
        const other = schedule(modelAt(server.baseUrl, { id: "other" }), gate, { backoffMs: 5 });
        const first = call(model, ask("first"));
        await waited;
        await Promise.all([first, ...numbers(20).map((i) => call(i % 2 ? model : other, ask(`later ${i}`)))]);
        const [refused, ...later] = server.requests;
        assert.equal(later.length, 21);
        // Timers may be a millisecond early.
        assert.ok(later.every(({ at }) => at >= (refused?.at ?? 0) + 999));
        assert.equal(waits[0], "waiting 1 s for OpenAI, 1 query queued");
        assert.equal(waits.at(-1), null);
      },
    ));

  it("L6 a long wait is shown and can be cancelled", () => {
    const stopping = new AbortController();
    return scene(
      () => ({ status: 503, headers: { "retry-after": "3600" } }),
      async ({ model, server, waits, waited }) => {
        const calls = [1, 2, 3].map((i) => failureOf(call(model, ask(String(i)), stopping.signal)));
        await server.arrived(3);
        await waited;
        assert.match(waits[0] ?? "", /^waiting 3600 s for OpenAI/);
        stopping.abort();
        const failures = await Promise.all(calls);
        assert.ok(failures.every(({ kind }) => kind === "aborted"));
        assert.equal(waits.at(-1), null);
        assert.equal(server.requests.length, 3);
      },
    );
  });

  it("a refusal halves the number of requests in flight", () =>
    scene(
      ({ index }) => (index < 8 ? { status: 429 } : { text: "fine", delayMs: 20 }),
      async ({ model, server }) => {
        let peak = 0;
        await Promise.all(
          numbers(24).map(async (i) => {
            await call(model, ask(String(i)));
            peak = Math.max(peak, server.inFlight);
          }),
        );
        assert.ok(peak < 8, `peak ${peak}`);
      },
    ));
});

describe("Scheduler: a bad day", () => {
  it("L8 Q11 of 400 calls through faults of all kinds none is lost, mixed up or counted twice", () => {
    const faults: readonly ScriptedBehaviour[] = [
      { status: 429 },
      { status: 500 },
      { status: 503, headers: { "retry-after-ms": "20" } },
      { status: 529 },
      { resetAfter: 0 },
      { text: "a reply that breaks", chunkSize: 4, cutAfter: 2 },
      { text: "a reply that breaks", chunkSize: 4, dropAfter: 2 },
      { text: "a reply that breaks", chunkSize: 4, malformedAfter: 1 },
      { text: null },
    ];
    const tried = new Map<string, number>();
    return scene(
      ({ prompt }) => {
        const times = tried.get(prompt) ?? 0;
        tried.set(prompt, times + 1);
        const number = Number(prompt);
        // Every third call fails once, every ninth twice.
        const fails = number % 9 === 0 ? 2 : number % 3 === 0 ? 1 : 0;
        const fault = faults[(number + times * 4) % faults.length];
        if (times < fails && fault !== undefined) return fault;
        return { text: `reply ${prompt}`, usage: { prompt_tokens: 10, completion_tokens: 2 }, chunkSize: 5 };
      },
      async ({ model, server }) => {
        const results = await Promise.allSettled(numbers(400).map((i) => call(model, ask(String(i)))));
        const total = results.map(usageOf).reduce(addUsage, NO_USAGE);
        results.forEach((result, i) => {
          if (result.status !== "fulfilled") return;
          assert.equal(result.value.reply.text, `reply ${i}`);
          assert.equal(textOf(result.value.deltas), `reply ${i}`);
        });
        assert.equal(results.filter(({ status }) => status === "rejected").length, 0);
        assert.equal(total.calls, server.requests.length);
        assert.equal(server.inFlight, 0);
      },
      { backoffMs: 2 },
    );
  });
});
