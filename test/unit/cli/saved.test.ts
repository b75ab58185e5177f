import { strict as assert } from "node:assert";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inTurn, startScriptedServer, type ScriptedServer } from "../../support/scriptedServer";
import { CommandLine } from "./commandLine";

describe("rlm runs and rlm show", () => {
  let rlm: CommandLine;
  let server: ScriptedServer;
  let id = "";

  before(async () => {
    rlm = new CommandLine();
    rlm.write("notes.txt", "The retry limit is 7.\n");
    const first =
      'Look.\n```repl\nconst r = await llm_query_batch(["a" + context, "b"]);\nprint("long line ".repeat(500));\nr.length\n```';
    const second = "```repl\nnope();\n```";
    const third = '```repl\nFINAL("seven, \\u001b[2Jsee notes.txt:1 " + r.length)\n```';
    const root = inTurn(first, second, third);
    let turn = 0;
    server = await startScriptedServer({
      reply: (request) => (request.model === "sub" ? "sub-reply" : root({ ...request, index: turn++ })),
    });
    const { code, stderr } = await rlm.run([
      "ask",
      "What is\nthe limit?",
      "notes.txt",
      "--base-url",
      server.baseUrl,
      "--model",
      "root",
      "--sub-model",
      "sub",
    ]);
    assert.equal(code, 0, stderr);
    id =
      readdirSync(rlm.runs)
        .find((name) => name.endsWith(".rlm.jsonl"))
        ?.replace(".rlm.jsonl", "") ?? "";
    assert.notEqual(id, "");
  });
  after(async () => {
    await server.close();
    rlm.dispose();
  });

  it("lists saved runs with state, question and cost, an unknown cost as such", async () => {
    const { code, stdout } = await rlm.run(["runs"]);
    assert.equal(code, 0);
    const [heading = "", row = "", ...more] = stdout.trimEnd().split("\n");
    assert.match(heading, /^RUN .*STATUS.*QUESTION$/);
    assert.equal(row.startsWith(id), true);
    assert.match(row, /answered +3 +2 +cost unknown +What is the limit\?$/);
    assert.deepEqual(more, []);
  });

  it("says where it looked when there are no runs", async () => {
    const { code, stdout, stderr } = await rlm.run(["runs", "--dir", join(rlm.work, "none")]);
    assert.deepEqual({ code, stdout }, { code: 0, stdout: "" });
    assert.match(stderr, /No saved runs in .*none/);
  });

  it("shows a run as cells, by id, part of an id, last, and file", async () => {
    const whole = await rlm.run(["show", id]);
    assert.equal(whole.code, 0);
    assert.match(whole.stdout, /^What is\nthe limit\?\n/);
    assert.match(whole.stdout, /answered · 3 turns · 2 sub-queries/);
    assert.match(whole.stdout, /Turn 1 · [\d.]+ m?s · [\d,]+ tokens · cost unknown/);
    assert.match(whole.stdout, /In \[1\]\n {4}const r = await llm_query_batch/);
    assert.match(whole.stdout, /Sub-queries 2\n {4}1 “aThe retry limit is 7.” → “sub-reply”/);
    assert.match(whole.stdout, /Out \[1\]\n {4}2\n/);
    assert.match(whole.stdout, /ReferenceError: .*nope.* \(line 1/);
    assert.match(whole.stdout, /Answer\nseven/);
    const file = join(rlm.runs, `${id}.rlm.jsonl`);
    for (const name of [id.slice(-6), "last", file]) assert.equal((await rlm.run(["show", name])).stdout, whole.stdout);
  });

  it("shows large texts whole", async () => {
    const { stdout } = await rlm.run(["show", id]);
    assert.equal(stdout.includes("long line ".repeat(499)), true);
  });

  it("names what is not there", async () => {
    const { code, stderr } = await rlm.run(["show", "no-such-run"]);
    assert.equal(code, 2);
    assert.match(stderr, /no-such-run.*rlm runs/);
  });

  it("C7 shows what can be read of a torn log, and names the rest", async () => {
    const folder = join(rlm.work, "torn");
    mkdirSync(folder);
    const lines = readFileSync(join(rlm.runs, `${id}.rlm.jsonl`), "utf8").split("\n");
    const torn = join(folder, "torn.rlm.jsonl");
    const cell = lines.findIndex((line) => line.includes('"type":"cell.start"'));
    writeFileSync(torn, lines.slice(0, cell + 1).join("\n"));
    appendFileSync(torn, '\n{"type":"cell.e');
    const { code, stdout, stderr } = await rlm.run(["show", torn]);
    assert.equal(code, 0);
    assert.match(stdout, /interrupted · /);
    assert.match(stdout, /In \[1\]/);
    assert.match(stderr, /torn/);
    assert.match((await rlm.run(["runs", "--dir", folder])).stdout, /interrupted/);
  });

  it("C7 says of another kind of file that it holds no run", async () => {
    const { code, stdout, stderr } = await rlm.run(["show", rlm.write("foreign.jsonl", '{"hello":1}\n[]\n')]);
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /holds no run/);
  });
});
