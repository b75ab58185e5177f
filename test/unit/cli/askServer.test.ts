import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import {
  inTurn,
  startScriptedServer,
  type ScriptedReply,
  type ScriptedServer,
  type ScriptedServerOptions,
} from "../../support/scriptedServer";
import { CommandLine, type Finished, type Running } from "./commandLine";

const KEY = "sk-test-4f9c1b7d2a6e8035";

/** A turn whose one cell is this code. */
function cell(code: string): string {
  return `Let me see.\n\n\`\`\`repl\n${code}\n\`\`\`\n`;
}

const ANSWERED = [cell("print(context.length)"), cell('FINAL("the limit is " + 7)')];

const jsonResult = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    status: v.string(),
    answer: v.nullable(v.string()),
    reason: v.nullable(v.string()),
    turns: v.number(),
    subQueries: v.number(),
    depth: v.number(),
    usage: v.object({ calls: v.number(), estimated: v.boolean() }),
    costUsd: v.nullable(v.number()),
    log: v.string(),
  }),
);

describe("rlm ask with a server", () => {
  let rlm: CommandLine;
  const servers: ScriptedServer[] = [];
  before(() => {
    rlm = new CommandLine();
    rlm.write("notes.txt", "The retry limit is 7.\n");
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  after(() => rlm.dispose());

  async function serve(
    reply: ScriptedServerOptions["reply"],
    options: Partial<ScriptedServerOptions> = {},
  ): Promise<ScriptedServer> {
    const server = await startScriptedServer({ reply, ...options });
    servers.push(server);
    return server;
  }

  function start(server: ScriptedServer, ...args: readonly string[]): Running {
    const model = ["--base-url", server.baseUrl, "--model", "root", "--sub-model", "sub"];
    return rlm.start(["ask", "What is the limit?", "notes.txt", ...model, ...args], { env: { OPENAI_API_KEY: KEY } });
  }

  async function ask(replies: readonly ScriptedReply[], ...args: readonly string[]): Promise<Finished> {
    return start(await serve(inTurn(...replies)), ...args).finished;
  }

  /** The log of the newest run, which must be whole: from its start to its end. */
  function wholeLog(path: string): string {
    const log = readFileSync(path, "utf8");
    const types = log
      .trimEnd()
      .split("\n")
      .map((line) => v.parse(v.pipe(v.string(), v.parseJson(), v.object({ type: v.string() })), line).type);
    assert.equal(types[0], "run.start");
    assert.equal(types.at(-1), "run.end");
    return log;
  }

  it("answers: exit status 0", async () => {
    const { code, stdout, stderr } = await ask(ANSWERED, "--quiet");
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "the limit is 7\n", stderr: "" });
  });

  it("says on standard error, once, what is not known of the models", async () => {
    const { stdout, stderr } = await ask(ANSWERED);
    assert.equal(stdout, "the limit is 7\n");
    assert.match(stderr, /^The price of root, sub is unknown.*\nThe window of root, sub is unknown.*\n$/);
  });

  it("sends root and sub-queries to their models with the key, and counts them in --json", async () => {
    const server = await serve(({ model, index }) =>
      model === "sub"
        ? `s${String(index)}`
        : index === 0
          ? cell('r = await llm_query_batch(["a " + context, "b " + context]); print(r.length)')
          : cell("FINAL(r.join())"),
    );
    const { code, stdout } = await start(server, "--json").finished;
    const result = v.parse(jsonResult, stdout);
    assert.equal(code, 0);
    assert.equal(result.status, "answered");
    assert.match(result.answer ?? "", /^s\d,s\d$/);
    assert.deepEqual([result.turns, result.subQueries, result.depth, result.usage.calls], [2, 2, 1, 4]);
    assert.equal(result.costUsd, null);
    assert.equal(
      server.requests.every(({ headers }) => headers.authorization === `Bearer ${KEY}`),
      true,
    );
  });

  it("L1 a forced answer is printed and told: exit status 3", async () => {
    const { code, stdout, stderr } = await ask(
      [cell("print(context.length)"), "I believe it is 7."],
      "--max-turns",
      "1",
    );
    assert.equal(code, 3);
    assert.match(stdout, /7/);
    assert.match(stderr, /turns ran out/);
  });

  it("L2 a stopped run says which limit: exit status 3", async () => {
    const { code, stdout } = await ask(
      [cell("print(context.length)"), cell("while (true) {}")],
      "--timeout",
      "2",
      "--json",
    );
    const result = v.parse(jsonResult, stdout);
    assert.equal(code, 3);
    assert.deepEqual([result.status, result.reason], ["stopped", "time"]);
    wholeLog(result.log);
  });

  it("L2 a limit of tokens stops the run: exit status 3", async () => {
    const { code, stdout } = await ask(ANSWERED, "--max-tokens", "10", "--json");
    assert.equal(code, 3);
    assert.deepEqual([v.parse(jsonResult, stdout).status, v.parse(jsonResult, stdout).reason], ["stopped", "tokens"]);
  });

  it("L7 C6 a wrong key is one clear message without the key: exit status 1", async () => {
    const server = await serve(inTurn(...ANSWERED), { apiKey: "sk-another" });
    const { code, stdout, stderr } = await start(server, "--verbose").finished;
    assert.equal(code, 1);
    assert.equal(stdout, "");
    assert.match(stderr, /does not accept the API key \(401\)/);
    assert.match(stderr, /--env-file/);
    assert.equal(server.requests.length, 1);
    for (const name of readdirSync(rlm.runs))
      assert.equal(readFileSync(join(rlm.runs, name), "utf8").includes(KEY), false);
    assert.equal(stderr.includes(KEY), false);
  });

  it("L12 an unreachable server is one clear message: exit status 1", async () => {
    const gone = await startScriptedServer({ reply: () => "" });
    await gone.close();
    const { code, stdout, stderr } = await start(gone, "--json").finished;
    assert.equal(code, 1);
    assert.equal(v.parse(jsonResult, stdout).status, "failed");
    assert.equal(v.parse(jsonResult, stdout).reason, "model");
    assert.match(stderr, /connection was refused.*--base-url/s);
  });

  it("L8 a server that answers nonsense is one clear message: exit status 1", async () => {
    const { code, stdout, stderr } = await ask([{ body: "<html>hello</html>" }]);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "" });
    assert.match(stderr, /not with a chat completion|can't be read/);
    assert.doesNotMatch(stderr, /^\s+at /m);
  });

  it("L12 an unknown model is one clear message: exit status 1", async () => {
    const server = await serve(inTurn(...ANSWERED), { models: ["other"] });
    const { code, stderr } = await start(server).finished;
    assert.equal(code, 1);
    assert.match(stderr, /no model “root”.*--model/s);
  });

  it("L9 Ctrl+C in mid-run stops cleanly, prints what there is and leaves a whole log: exit status 130", async () => {
    const server = await serve(({ index }) =>
      index === 0 ? cell('print("found so far: 7")') : { text: "…", delayMs: 60_000 },
    );
    const running = start(server, "--log", "interrupted.rlm.jsonl");
    await server.arrived(2);
    running.child.kill("SIGINT");
    const { code, stdout, stderr } = await running.finished;
    assert.equal(code, 130);
    assert.match(stdout, /found so far: 7/);
    assert.match(stderr, /Stopping/);
    wholeLog(join(rlm.work, "interrupted.rlm.jsonl"));
    assert.equal(await server.requests[1]?.ended, "hung-up");
  });

  it("L9 Ctrl+C in a busy cell stops within the second that is allowed", async () => {
    const running = start(await serve(() => cell('print("begun"); while (true) {}')), "--json", "--verbose");
    await running.shown(/In \[1\]/);
    running.child.kill("SIGINT");
    const { code, stdout } = await running.finished;
    assert.equal(code, 130);
    assert.deepEqual([v.parse(jsonResult, stdout).status, v.parse(jsonResult, stdout).reason], ["stopped", "user"]);
  });

  it("SIGTERM stops as cleanly as Ctrl+C", async () => {
    const server = await serve(() => ({ text: "…", delayMs: 60_000 }));
    const running = start(server, "--json");
    await server.arrived(1);
    running.child.kill("SIGTERM");
    const { code, stdout } = await running.finished;
    assert.equal(code, 143);
    wholeLog(v.parse(jsonResult, stdout).log);
  });

  it("reads keys and base URL from --env-file, over the environment, and from no other .env", async () => {
    const server = await serve(inTurn(...ANSWERED), { apiKey: KEY });
    rlm.write("my.env", `# for tests\nexport OPENAI_API_KEY="${KEY}"\nOPENAI_BASE_URL=${server.baseUrl}\n`);
    rlm.write(".env", `OPENAI_API_KEY=${KEY}\nOPENAI_BASE_URL=${server.baseUrl}\n`);
    const args = ["ask", "What is the limit?", "notes.txt", "--quiet"];
    const named = await rlm.run([...args, "--env-file", "my.env"], { env: { OPENAI_API_KEY: "sk-wrong" } });
    assert.equal(named.stdout, "the limit is 7\n");
    const asked = server.requests.length;
    await rlm.run(args);
    assert.equal(server.requests.length, asked);
  });

  it("X6 cells see neither the key nor the environment", async () => {
    const look =
      'print(typeof process, typeof require, Object.keys(globalThis).join()); FINAL("seen: " + context.length)';
    const { stdout, stderr } = await ask([cell(look), cell(look)], "--verbose");
    assert.match(stdout, /seen/);
    assert.match(stderr, /undefined undefined/);
    assert.equal(`${stdout}${stderr}`.includes(KEY), false);
  });

  it("does not crash when the reader closes standard output early", async () => {
    const server = await serve(() => cell('FINAL("x".repeat(3_000_000) + context.length)'));
    const running = start(server, "--quiet");
    running.child.stdout.destroy();
    const { code, stderr } = await running.finished;
    assert.equal(stderr, "");
    assert.equal(code, 0);
  });

  it("stops the run when nobody reads its events any more", async () => {
    const server = await serve(({ index }) => (index === 0 ? cell("print(1)") : { text: "…", delayMs: 60_000 }));
    const running = start(server, "--events");
    await running.shown(/run\.start/);
    running.child.stdout.destroy();
    const { code, stderr } = await running.finished;
    assert.equal(code, 3);
    assert.match(stderr, /Nobody reads standard output/);
  });

  it("drains a large answer before it exits", async () => {
    const { code, stdout } = await ask([
      cell("print(context.length)"),
      cell('FINAL("x".repeat(3_000_000) + context.length)'),
    ]);
    assert.equal(code, 0);
    assert.equal(stdout.length, 3_000_003);
  });
});
