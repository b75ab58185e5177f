import { strict as assert } from "node:assert";
import { ModelError } from "../../../src/core/model";
import type { ModelErrorKind } from "../../../src/core/model";
import { Concurrency } from "../../../src/models/concurrency";
import { RetryPlan } from "../../../src/models/retry";

function failing(kind: ModelErrorKind, details: ModelError["details"] = {}): ModelError {
  return new ModelError(kind, "It failed.", details);
}

/** The waits of a request that always fails in the same way. */
function waits(error: ModelError, random = 1): (number | null)[] {
  const plan = new RetryPlan(500, () => random);
  const all: (number | null)[] = [];
  do all.push(plan.next(error));
  while (all.at(-1) !== null && all.length < 50);
  return all;
}

describe("Whether a request is tried again", () => {
  it("L7 never where it can't help", () => {
    for (const kind of ["auth", "not-found", "quota", "too-long", "refused", "aborted"] as const) {
      assert.deepEqual(waits(failing(kind)), [null], kind);
    }
  });

  it("Q6 L8 once or twice for empty, late and broken replies", () => {
    assert.equal(waits(failing("empty")).length, 2);
    assert.equal(waits(failing("timeout")).length, 2);
    assert.equal(waits(failing("malformed")).length, 3);
    assert.equal(waits(failing("unreachable")).length, 3);
  });

  it("L6 more patiently where the endpoint is overloaded, with growing waits", () => {
    for (const error of [
      failing("rate-limit"),
      failing("server", { status: 503 }),
      failing("server", { status: 529 }),
    ]) {
      assert.deepEqual(waits(error), [500, 1000, 2000, 4000, 8000, 16_000, null]);
    }
  });

  it("waits are spread over half of their length", () => {
    assert.deepEqual(waits(failing("server"), 0), [250, 500, 1000, null]);
  });

  it("L6 a wait that the provider names is left to the gate", () => {
    assert.equal(waits(failing("rate-limit", { retryAfterMs: 9000 }))[0], 0);
  });

  it("mixed failures have an end too", () => {
    const plan = new RetryPlan(1, () => 0);
    const kinds = ["rate-limit", "server", "malformed", "unreachable", "timeout", "empty"] as const;
    let tries = 0;
    while (plan.next(failing(kinds[tries % kinds.length] ?? "server")) !== null) tries += 1;
    assert.ok(tries <= 8);
  });
});

describe("How many requests an endpoint gets at once", () => {
  function succeed(limit: Concurrency, times: number): void {
    for (let i = 0; i < times; i += 1) limit.succeeded(true);
  }

  it("begins with 8 in the cloud and 4 on this machine", () => {
    assert.equal(new Concurrency({ local: false, fixed: null }).limit, 8);
    assert.equal(new Concurrency({ local: true, fixed: null }).limit, 4);
  });

  it("doubles per round until the first refusal, then grows by one per round", () => {
    const cloud = new Concurrency({ local: false, fixed: null });
    succeed(cloud, 8);
    assert.equal(cloud.limit, 16);
    cloud.refused(cloud.round);
    assert.equal(cloud.limit, 8);
    succeed(cloud, 8);
    assert.equal(cloud.limit, 9);
    succeed(cloud, 9);
    assert.equal(cloud.limit, 10);
  });

  it("halves once for a burst of refusals, and never below one", () => {
    const cloud = new Concurrency({ local: false, fixed: null });
    const { round } = cloud;
    for (let i = 0; i < 8; i += 1) cloud.refused(round);
    assert.equal(cloud.limit, 4);
    for (let i = 0; i < 8; i += 1) cloud.refused(cloud.round);
    assert.equal(cloud.limit, 1);
  });

  it("does not grow while it is not used up, nor for ever", () => {
    const local = new Concurrency({ local: true, fixed: null });
    for (let i = 0; i < 100; i += 1) local.succeeded(false);
    assert.equal(local.limit, 4);
    succeed(local, 10_000);
    assert.equal(local.limit, 16);
  });

  it("stays at the number that the user has set", () => {
    const fixed = new Concurrency({ local: false, fixed: 3 });
    succeed(fixed, 100);
    fixed.refused(fixed.round);
    assert.equal(fixed.limit, 3);
  });
});
