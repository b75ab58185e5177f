import { strict as assert } from "node:assert";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { costOf, NO_USAGE } from "../../../src/core/usage";
import { describeModel, priceDate } from "../../../src/models/prices";

const FILE = join(process.cwd(), "src", "models", "data", "prices.json");

describe("Windows and prices", () => {
  it("knows the models of an endpoint that it speaks of", () => {
    const { capabilities, temperature } = describeModel("openai", "gpt-5.4-mini");
    assert.deepEqual(capabilities, {
      contextTokens: 400_000,
      contextKnown: true,
      maxOutputTokens: 128_000,
      price: { input: 0.75, output: 4.5, cacheRead: 0.075 },
      offline: false,
    });
    assert.equal(temperature, false);
    assert.equal(describeModel("openai", "gpt-4.1").temperature, true);
    assert.equal(describeModel("google", "models/gemini-2.5-flash").capabilities.contextKnown, true);
  });

  it("L13 unknown stays unknown, and the window is assumed", () => {
    const unknown: readonly (readonly [string | null, string])[] = [
      [null, "gpt-5.4"],
      ["openai", "gpt-99"],
      ["nobody", "gpt-5.4"],
      ["openai", "__proto__"],
      ["openai", "toString"],
    ];
    for (const [listedAs, id] of unknown) {
      const { capabilities, temperature } = describeModel(listedAs, id);
      assert.deepEqual(
        [capabilities.contextTokens, capabilities.contextKnown, capabilities.price],
        [128_000, false, null],
      );
      assert.equal(costOf({ ...NO_USAGE, inputTokens: 1 }, capabilities.price), null);
      assert.equal(temperature, null);
    }
  });

  it("L13 a model that is listed without a price has none", () => {
    assert.equal(describeModel("google", "gemma-4-31b-it").capabilities.price, null);
  });

  it("carries its date, source and licence, and is small", async () => {
    const text = await readFile(FILE, "utf8");
    assert.match(priceDate(), /^\d{4}-\d{2}-\d{2}$/);
    assert.match(text, /models\.dev/);
    assert.match(text, /MIT License.*Copyright \(c\) 2025 models\.dev.*Permission is hereby granted/s);
    assert.ok((await stat(FILE)).size < 100_000);
  });
});
