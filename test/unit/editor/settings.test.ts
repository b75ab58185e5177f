import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { Problem } from "../../../src/editor/problem";
import { apiKeyProblem } from "../../../src/editor/settings/apiKeyText";
import { parseSettings, RUN_SETTINGS } from "../../../src/editor/settings/schema";

const defaults: Readonly<Record<string, unknown>> = {
  provider: "auto",
  baseUrl: "",
  model: "",
  subModel: "",
  maxTurns: 20,
  maxSubQueries: 500,
  maxDepth: 1,
  maxCost: 5,
  maxTokens: null,
  timeout: 900,
  cellTimeout: 30,
  concurrency: null,
  respectIgnoreFiles: true,
};

function refused(name: string, value: unknown): Problem {
  try {
    parseSettings({ ...defaults, [name]: value });
  } catch (error) {
    assert(error instanceof Problem);
    return error;
  }
  throw new assert.AssertionError({ message: `${name} = ${String(value)} was taken` });
}

describe("settings", () => {
  it("take the defaults, in the units of the core", () => {
    const settings = parseSettings(defaults);
    assert.deepEqual(settings.limits, {
      maxTurns: 20,
      maxSubQueries: 500,
      maxDepth: 1,
      maxCostUsd: 5,
      maxTokens: null,
      timeoutMs: 900_000,
      cellTimeoutMs: 30_000,
    });
  });

  it("have the names and defaults of package.json", () => {
    const manifest: unknown = JSON.parse(readFileSync("package.json", "utf8"));
    assert(typeof manifest === "object" && manifest !== null && "contributes" in manifest);
    const text = JSON.stringify(manifest.contributes);
    for (const name of RUN_SETTINGS) {
      assert.match(text, new RegExp(`"rlm\\.${name}":`), name);
    }
    const declared = [...text.matchAll(/"rlm\.(\w+)":\{"order"/g)].map((match) => match[1]);
    assert.deepEqual([...declared].sort(), [...RUN_SETTINGS].sort());
  });

  const absurd: readonly (readonly [string, unknown])[] = [
    ["provider", "azure"],
    ["baseUrl", "localhost:11434"],
    ["baseUrl", "ftp://host/v1"],
    ["model", 4],
    ["maxTurns", 0],
    ["maxTurns", -3],
    ["maxTurns", 1.5],
    ["maxTurns", 1e9],
    ["maxSubQueries", -1],
    ["maxDepth", 11],
    ["maxCost", 0],
    ["maxCost", -5],
    ["maxTokens", 0],
    ["timeout", 0],
    ["timeout", 1e12],
    ["cellTimeout", -1],
    ["cellTimeout", "fast"],
    ["concurrency", 0],
    ["concurrency", 1000],
    ["respectIgnoreFiles", "yes"],
    ["maxTurns", undefined],
  ];
  for (const [name, value] of absurd) {
    it(`L11 refuse rlm.${name} = ${JSON.stringify(value)}, naming it`, () => {
      const problem = refused(name, value);
      assert(problem.message.startsWith(`The setting rlm.${name} must `), problem.message);
      assert.equal(problem.setting, `rlm.${name}`);
      assert.equal(problem.action, "open-settings");
    });
  }

  it("L11 take zero where it has a meaning", () => {
    assert.equal(parseSettings({ ...defaults, maxSubQueries: 0 }).limits.maxSubQueries, 0);
    assert.equal(parseSettings({ ...defaults, maxDepth: 0 }).limits.maxDepth, 0);
  });

  it("C6 refuse a base URL that holds credentials, without repeating them", () => {
    const problem = refused("baseUrl", "https://me:s3cret@host/v1");
    assert.match(problem.message, /must not hold a user name or password/);
    assert.doesNotMatch(problem.message, /s3cret/);
    assert.doesNotMatch(refused("baseUrl", "host/v1?key=s3cret").message, /s3cret/);
  });

  it("trim texts", () => {
    assert.equal(parseSettings({ ...defaults, model: " gpt-5 " }).model, "gpt-5");
  });
});

describe("API key box", () => {
  it("refuses blanks and texts that are no key", () => {
    for (const text of ["", "   ", "sk-1 sk-2", "schlüssel"]) assert.notEqual(apiKeyProblem(text), null, text);
  });

  it("takes a key, spaces around it included", () => {
    assert.equal(apiKeyProblem("  sk-proj-abc_123 \n"), null);
  });
});
