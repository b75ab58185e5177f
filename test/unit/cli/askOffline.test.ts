import { strict as assert } from "node:assert";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { CommandLine } from "./commandLine";

const jsonResult = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    status: v.picklist(["answered", "forced", "stopped", "failed"]),
    answer: v.nullable(v.string()),
    reason: v.nullable(v.string()),
    message: v.nullable(v.string()),
    turns: v.number(),
    subQueries: v.number(),
    depth: v.number(),
    usage: v.strictObject({
      calls: v.number(),
      inputTokens: v.number(),
      cachedInputTokens: v.number(),
      cacheWriteTokens: v.number(),
      outputTokens: v.number(),
      reasoningTokens: v.number(),
      estimated: v.boolean(),
    }),
    costUsd: v.nullable(v.number()),
    ms: v.number(),
    log: v.nullable(v.string()),
  }),
);

const QUESTION = "What is the retry limit of the payment service?";

describe("rlm ask with the offline model", () => {
  let rlm: CommandLine;
  before(() => {
    rlm = new CommandLine();
    rlm.write("shop/notes/limits.txt", "Payment service\nThe retry limit of the payment service is 7.\n");
    rlm.write("shop/other.txt", "Nothing about that here.\n");
    rlm.write("café ü.md", "The retry limit of the payment service is 9.\n");
  });
  after(() => rlm.dispose());

  it("answers over one file, with the answer alone on standard output", async () => {
    const { code, stdout, stderr } = await rlm.run(["ask", QUESTION, "shop/notes/limits.txt"]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /\b7\b/);
    assert.match(stdout, /limits\.txt:2/);
    assert.equal(stdout.endsWith("\n"), true);
  });

  it("says on standard error that no language model is at work, and how to connect one", async () => {
    const { stdout, stderr } = await rlm.run(["ask", QUESTION, "shop"]);
    assert.match(stderr, /No language model is connected/);
    assert.match(stderr, /OPENAI_API_KEY/);
    assert.doesNotMatch(stdout, /OPENAI_API_KEY/);
  });

  it("prints nothing but the answer with --quiet", async () => {
    const { code, stdout, stderr } = await rlm.run(["ask", QUESTION, "shop", "--quiet"]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(stdout, /\b7\b/);
  });

  it("asks about a folder, and about the current folder when no path is given", async () => {
    const [folder, here] = await Promise.all([
      rlm.run(["ask", QUESTION, "shop"]),
      rlm.run(["ask", QUESTION], { cwd: "shop" }),
    ]);
    assert.match(folder.stdout, /shop\/notes\/limits\.txt:2/);
    assert.match(here.stdout, /notes\/limits\.txt:2/);
  });

  it("asks about the current folder when a program leaves standard input open and says nothing", async () => {
    const { code, stdout, stderr } = await rlm.run(["ask", QUESTION], { cwd: "shop", input: null });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /\b7\b/);
    assert.match(stderr, /Nothing came on standard input/);
  });

  it("asks about piped input when no path is given, and when - is", async () => {
    const input = "The retry limit of the payment service is 8.\n";
    const [piped, dash] = await Promise.all([
      rlm.run(["ask", QUESTION], { input }),
      rlm.run(["ask", QUESTION, "-"], { input }),
    ]);
    assert.match(piped.stdout, /\b8\b/);
    assert.match(dash.stdout, /\b8\b/);
    assert.match(piped.stdout, /stdin:1/);
  });

  it("does not read standard input when there are paths", async () => {
    const { code, stdout } = await rlm.run(["ask", QUESTION, "shop"], { input: null });
    assert.equal(code, 0);
    assert.match(stdout, /\b7\b/);
  });

  it("C2 reads piped UTF-16 as text and refuses bytes that are no text", async () => {
    const utf16 = Buffer.from("\ufeffThe retry limit of the payment service is 11.\n", "utf16le");
    assert.match((await rlm.run(["ask", QUESTION, "-"], { input: utf16 })).stdout, /\b11\b/);
    const binary = await rlm.run(["ask", QUESTION, "-"], { input: Buffer.from([1, 2, 0, 3, 0, 0, 9]) });
    assert.equal(binary.code, 2);
    assert.match(binary.stderr, /binary/);
  });

  it("says that there is nothing to ask about when - brings nothing", async () => {
    const { code, stderr } = await rlm.run(["ask", QUESTION, "-"], { input: "" });
    assert.equal(code, 2);
    assert.match(stderr, /Standard input is empty/);
  });

  it("expands globs that the shell did not, and takes odd names as they are", async () => {
    const [glob, name] = await Promise.all([
      rlm.run(["ask", QUESTION, "shop/**/*.txt"]),
      rlm.run(["ask", QUESTION, "café ü.md"]),
    ]);
    assert.match(glob.stdout, /limits\.txt:2/);
    assert.match(name.stdout, /\b9\b/);
  });

  it("takes several named contexts", async () => {
    const args = ["ask", QUESTION, "--context-name", "notes=shop/notes", "other=shop/other.txt", "--json"];
    const { code, stdout, stderr } = await rlm.run(args);
    assert.equal(code, 0, stderr);
    assert.match(v.parse(jsonResult, stdout).answer ?? "", /\b7\b/);
  });

  it("prints one JSON object with --json", async () => {
    const { code, stdout } = await rlm.run(["ask", QUESTION, "shop", "--json"]);
    const result = v.parse(jsonResult, stdout);
    assert.equal(code, 0);
    assert.equal(stdout.trimEnd().split("\n").length, 1);
    assert.equal(result.status, "answered");
    assert.equal(result.reason, null);
    assert.ok(result.log?.startsWith(rlm.runs));
    assert.equal(existsSync(result.log ?? ""), true);
  });

  it("prints every event as a JSON line with --events, from the start to the end", async () => {
    const { code, stdout } = await rlm.run(["ask", QUESTION, "shop", "--events"]);
    const event = v.pipe(v.string(), v.parseJson(), v.object({ type: v.string(), at: v.number(), run: v.string() }));
    const types = stdout
      .trimEnd()
      .split("\n")
      .map((line) => v.parse(event, line).type);
    assert.equal(code, 0);
    assert.equal(types[0], "run.start");
    assert.equal(types.at(-1), "run.end");
    assert.equal(types.includes("cell.end"), true);
  });

  it("shows cells as they happen on standard error with --verbose", async () => {
    const { stdout, stderr } = await rlm.run(["ask", QUESTION, "shop", "--verbose"]);
    assert.match(stderr, /Turn 1/);
    assert.match(stderr, /In \[1\]\n {4}\S/);
    assert.doesNotMatch(stdout, /In \[1\]/);
    assert.equal(stderr.includes("\u001b"), false);
  });

  it("writes the log where --log says, readable by its owner only", async () => {
    const { stdout } = await rlm.run(["ask", QUESTION, "shop", "--log", "logs/mine.rlm.jsonl", "--json"]);
    const path = join(rlm.work, "logs", "mine.rlm.jsonl");
    assert.equal(v.parse(jsonResult, stdout).log, path);
    assert.match(readFileSync(path, "utf8"), /"run\.end"/);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });

  it("C5 goes on with one warning when the log can't be written", async () => {
    rlm.write("file", "");
    const { code, stdout, stderr } = await rlm.run(["ask", QUESTION, "shop", "--json", "--log", "file/x.rlm.jsonl"]);
    assert.equal(code, 0);
    const { answer, log } = v.parse(jsonResult, stdout);
    assert.match(answer ?? "", /\b7\b/);
    assert.equal(log, null);
    assert.equal(stderr.match(/can't be saved/g)?.length, 1);
  });

  it("keeps the worker in a private folder, once, and leaves no other temporary file behind", async () => {
    await rlm.run(["ask", QUESTION, "shop"]);
    await rlm.run(["ask", QUESTION, "shop"]);
    const [folder, ...others] = readdirSync(rlm.temp);
    assert.deepEqual(others, []);
    assert.ok(folder !== undefined);
    assert.equal(statSync(join(rlm.temp, folder)).mode & 0o777, 0o700);
    assert.equal(readdirSync(join(rlm.temp, folder)).length, 1);
  });

  it("does not run a worker that lies where others can write", async () => {
    const other = new CommandLine();
    try {
      await other.run(["ask", "x", "-"], { input: "x\n" });
      const [folder = ""] = readdirSync(other.temp);
      const [worker = ""] = readdirSync(join(other.temp, folder));
      chmodSync(join(other.temp, folder), 0o777);
      writeFileSync(join(other.temp, folder, worker), "process.exit(9);");
      other.write("w.txt", "w\n");
      const { stdout } = await other.run(["repl", "--json", "--no-models", "w.txt"], { input: '{"code":"1"}\n' });
      assert.match(stdout, /"value":"1"/);
    } finally {
      other.dispose();
    }
  });
});
