import { strict as assert } from "node:assert";
import fc from "fast-check";
import { Budget } from "../../../src/core/budget";
import { LimitError, resolveLimits } from "../../../src/core/limits";
import { NO_USAGE, type Usage } from "../../../src/core/usage";

const used = (tokens: number): Usage => ({ ...NO_USAGE, calls: 1, inputTokens: tokens });

describe("limits", () => {
  it("the defaults stand where nothing is given", () => {
    const { maxTurns, maxSubQueries, maxDepth, maxCostUsd, timeoutMs } = resolveLimits({}, undefined);
    assert.deepEqual(
      { maxTurns, maxSubQueries, maxDepth, maxCostUsd, timeoutMs },
      {
        maxTurns: 20,
        maxSubQueries: 500,
        maxDepth: 1,
        maxCostUsd: 5,
        timeoutMs: 900_000,
      },
    );
  });

  it("later ones win, undefined counts for nothing", () => {
    assert.equal(resolveLimits({ maxTurns: 3 }, { maxTurns: undefined }).maxTurns, 3);
    assert.equal(resolveLimits({ maxTurns: 3 }, { maxTurns: 4 }).maxTurns, 4);
  });

  const absurd = [
    { maxTurns: 0 },
    { maxTurns: -1 },
    { maxTurns: 2.5 },
    { maxSubQueries: -1 },
    { maxCostUsd: 0 },
    { timeoutMs: Number.NaN },
  ];
  for (const given of absurd) {
    it(`L11 ${JSON.stringify(given)} is refused, naming the limit`, () => {
      assert.throws(
        () => resolveLimits(given),
        (error: unknown) => error instanceof LimitError && error.message.includes('"'),
      );
    });
  }

  it("L11 zero is fine where it has a meaning", () => {
    assert.equal(resolveLimits({ maxSubQueries: 0, maxDepth: 0 }).maxDepth, 0);
  });
});

describe("a budget", () => {
  const limits = resolveLimits({ maxCostUsd: 1, maxTokens: 1_000, maxSubQueries: 3 });

  it("counts sub-queries down to none", () => {
    const budget = new Budget(limits);
    assert.deepEqual(
      [1, 2, 3, 4].map(() => budget.takeSubQuery()),
      [true, true, true, false],
    );
    assert.equal(budget.subQueriesLeft, 0);
  });

  it("L4 what is reserved is not there for others, until it is settled", () => {
    const budget = new Budget(limits);
    const estimate = { tokens: 600, costUsd: 0.6 };
    const reservation = budget.reserve(estimate);
    assert.equal(budget.overrun(estimate), "tokens");
    reservation.settle(used(100), 0.1);
    reservation.settle(used(100), 0.1);
    assert.equal(budget.overrun(estimate), null);
    assert.equal(budget.tokensLeft, 900);
    assert.equal(budget.costLeftUsd, 0.9);
  });

  it("L13 an unknown cost can't bind, and is never shown as what is left", () => {
    const budget = new Budget(resolveLimits({ maxCostUsd: 1 }));
    budget.reserve({ tokens: 10, costUsd: null }).settle(used(10), null);
    assert.equal(budget.costLeftUsd, null);
    assert.equal(budget.overrun({ tokens: 1, costUsd: null }), null);
  });

  it("L4 calls in parallel never overrun by more than the error of the estimates in flight", () => {
    const call = fc.record({ estimate: fc.integer({ min: 1, max: 200 }), error: fc.integer({ min: -100, max: 100 }) });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), fc.integer({ min: 1, max: 8 }), (calls, width) => {
        const budget = new Budget(limits);
        const inFlight: (() => void)[] = [];
        let spent = 0;
        let allowance = 0;
        for (const { estimate, error } of calls) {
          if (budget.overrun({ tokens: estimate, costUsd: null }) !== null) continue;
          const reservation = budget.reserve({ tokens: estimate, costUsd: null });
          const real = Math.max(0, estimate + error);
          allowance += Math.max(0, real - estimate);
          inFlight.push(() => {
            spent += real;
            reservation.settle(used(real), null);
          });
          if (inFlight.length >= width) inFlight.shift()?.();
        }
        for (const settle of inFlight) settle();
        assert.ok(spent <= 1_000 + allowance);
      }),
    );
  });
});
