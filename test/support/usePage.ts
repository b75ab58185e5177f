import { strict as assert } from "node:assert";
import { startPageHarness, type OpenPage, type PageHarness, type PageOptions } from "./pageHarness";

/** For a suite on the page: opens one per test, closes it, and lets a test fail whose page had a problem. */
export function usePage(): (options?: PageOptions) => Promise<OpenPage> {
  let harness: PageHarness | undefined;
  let opened: OpenPage | undefined;

  before(async () => {
    harness = await startPageHarness();
  });
  after(() => harness?.close());
  afterEach(async () => {
    const problems = opened?.problems ?? [];
    await opened?.close();
    opened = undefined;
    assert.deepEqual(problems, []);
  });

  return async (options) => {
    assert.ok(harness !== undefined);
    opened = await harness.open(options);
    return opened;
  };
}
