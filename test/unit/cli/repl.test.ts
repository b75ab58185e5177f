import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { startScriptedServer } from "../../support/scriptedServer";
import { CommandLine, Running } from "./commandLine";

const reply = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    ok: v.boolean(),
    output: v.string(),
    value: v.nullable(v.string()),
    error: v.nullable(
      v.strictObject({
        name: v.string(),
        message: v.string(),
        line: v.nullable(v.number()),
        column: v.nullable(v.number()),
      }),
    ),
    final: v.nullable(v.string()),
    ms: v.number(),
    restarted: v.boolean(),
    notes: v.optional(v.array(v.string())),
  }),
);

type Reply = v.InferOutput<typeof reply>;

describe("rlm repl", () => {
  let rlm: CommandLine;
  before(() => {
    rlm = new CommandLine();
    rlm.write("notes.txt", "The retry limit is 7.\nSecond line.\n");
    rlm.write("docs/a.md", "alpha\n");
    rlm.write("docs/b.md", "beta\n");
  });
  after(() => rlm.dispose());

  /** Sends cells with --json and returns one reply each. */
  async function cells(codes: readonly string[], args: readonly string[] = ["notes.txt"], env = {}): Promise<Reply[]> {
    const input = codes.map((code) => `${JSON.stringify({ code })}\n`).join("");
    const { code, stdout, stderr } = await rlm.run(["repl", "--json", ...args], { input, env });
    assert.equal(code, 0, stderr);
    return stdout
      .trimEnd()
      .split("\n")
      .map((line) => v.parse(reply, line));
  }

  it("S1 answers each line with one line, and state survives a throw", async () => {
    const [first, second, third] = await cells(['x = 41; print("hi"); throw new TypeError("no")', "x + 1", "context"]);
    assert.equal(first?.ok, false);
    assert.equal(first.output, "hi\n");
    assert.deepEqual({ ...first.error, column: 0 }, { name: "TypeError", message: "no", line: 1, column: 0 });
    assert.deepEqual(
      [second?.ok, second?.value, second?.error, second?.final, second?.restarted],
      [true, "42", null, null, false],
    );
    assert.match(third?.value ?? "", /The retry limit is 7\./);
  });

  it("reports a FINAL as it is, also a literal one before any look at the context", async () => {
    const [first] = await cells(["FINAL(42)"]);
    assert.equal(first?.final, "42");
    assert.equal(first.ok, true);
  });

  it("says why a final was refused", async () => {
    const [first] = await cells(['FINAL("")']);
    assert.equal(first?.final, null);
    assert.equal(first.notes?.length, 1);
  });

  it("S14 says that the worker was restarted, and plain data comes back", async () => {
    const codes = [
      "kept = [1, 2]",
      "while (true) {}",
      "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)",
      "kept.length",
    ];
    const [, busy, stuck, last] = await cells(codes, ["notes.txt", "--cell-timeout", "1"]);
    assert.deepEqual([busy?.ok, busy?.error?.name, busy?.restarted], [false, "TimeoutError", false]);
    assert.deepEqual([stuck?.ok, stuck?.error?.name, stuck?.restarted], [false, "TimeoutError", true]);
    assert.match(stuck?.notes?.join() ?? "", /restarted/);
    assert.deepEqual([last?.value, last?.restarted], ["2", false]);
  });

  it("asks the chosen provider, and with --no-models nobody", async () => {
    const server = await startScriptedServer({ reply: ({ prompt }) => prompt.toUpperCase() });
    try {
      const provider = ["notes.txt", "--base-url", server.baseUrl, "--model", "m"];
      const [asked, batch] = await cells(['await llm_query("hello")', 'await llm_query_batch(["a", "b"])'], provider);
      assert.equal(asked?.value, "HELLO");
      assert.match(batch?.value ?? "", /A[\s\S]*B/);
      const [refused, marked] = await cells(
        ['await llm_query("x")', '(await llm_query_batch(["x"]))[0]'],
        ["notes.txt", "--no-models"],
      );
      assert.match(refused?.error?.message ?? "", /^\[error: .*--no-models/);
      assert.match(marked?.value ?? "", /^\[error: .*--no-models/);
      assert.equal(server.requests.length, 3);
    } finally {
      await server.close();
    }
  });

  it("Q5 keeps to the limit of sub-queries", async () => {
    const codes = ['(await llm_query_batch(["a", "b", "c"])).map((r) => r.startsWith("[error: ")).join()'];
    const [first] = await cells(codes, ["notes.txt", "--max-sub-queries", "2"]);
    assert.equal(first?.value, "false,false,true");
  });

  it("O1 carries at most 1,000,000 characters of output and says what was cut", async () => {
    const [first] = await cells(['print("x".repeat(3_000_000))']);
    assert.ok(first !== undefined);
    assert.equal(first.output.length <= 1_000_000, true);
    assert.ok(/x\n\[… [\d,]+ of 3,000,001 characters were cut …\]\nx/.test(first.output));
  });

  it("gives folders and named contexts their shapes", async () => {
    const [folder] = await cells(['context.length + " " + context[0].path'], ["docs"]);
    assert.equal(folder?.value, "2 docs/a.md");
    const [named] = await cells(["context.a + context.b"], ["--context-name", "a=docs/a.md", "b=docs/b.md"]);
    assert.equal(named?.value, "alpha\nbeta\n");
  });

  it("takes odd lines for what they are: errors, and no end", async () => {
    const input = 'nonsense\n\n{"cod":1}\n{"code":"\\"\u2028\\".length"}\n';
    const { code, stdout } = await rlm.run(["repl", "--json", "notes.txt"], { input });
    const replies = stdout.trimEnd().split("\n");
    assert.equal(code, 0);
    assert.equal(replies.length, 3);
    assert.equal(v.parse(reply, replies[0]).error?.name, "ProtocolError");
    assert.equal(v.parse(reply, replies[1]).error?.name, "ProtocolError");
    assert.equal(v.parse(reply, replies[2]).value, "1");
  });

  it("runs piped lines without --json, over several lines where needed", async () => {
    const { code, stdout } = await rlm.run(["repl", "notes.txt"], {
      input: "const f = (a: number) => {\n  return a * 2;\n}\nf(21)\n.vars\nf(\n",
    });
    assert.equal(code, 0);
    assert.match(stdout, /^42$/m);
    assert.match(stdout, /^f +function/m);
    assert.match(stdout, /SyntaxError/);
  });

  it("refuses what has no use there", async () => {
    for (const [args, message] of [
      [["repl", "-"], /carries the cells/],
      [["repl", "--log", "x", "notes.txt"], /--log/],
      [["repl", "--schema", "x", "notes.txt"], /later version/],
      [["repl", "--max-depth", "99", "notes.txt"], /--max-depth/],
    ] as const) {
      const { code, stdout, stderr } = await rlm.run(args);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
      assert.match(stderr, message);
    }
  });

  it("L9 Ctrl+C ends a busy cell and the command: exit status 130", async () => {
    const running = rlm.start(["repl", "--json", "notes.txt", "--cell-timeout", "600"], { input: null });
    running.child.stdin.write('{"code":"1"}\n');
    await running.shown(/"value":"1"/);
    running.child.stdin.write('{"code":"while (true) {}"}\n');
    running.child.kill("SIGINT");
    assert.equal((await running.finished).code, 130);
  });

  describe("in a terminal", () => {
    /** The command in a pseudo terminal of the machine's own `script`. */
    function terminal(...args: readonly string[]): Running {
      const command = [process.execPath, rlm.program, ...args];
      const script =
        process.platform === "linux"
          ? ["-qfec", command.map((word) => `'${word}'`).join(" "), "/dev/null"]
          : ["-q", "/dev/null", ...command];
      const env = { ...rlm.env, TERM: "xterm", NO_COLOR: "1" };
      return new Running(spawn("script", script, { cwd: rlm.work, env, stdio: "pipe" }));
    }

    it("has a prompt, input over several lines, variables, Ctrl+C, and keeps its history", async () => {
      const running = terminal("repl", "notes.txt");
      const { stdin } = running.child;
      await running.shown(/Type \.help for help[\s\S]*\n> /);
      stdin.write("const answer1 = [1,\r");
      await running.shown(/\n… /);
      stdin.write("2].length + 40\r");
      await running.shown(/length \+ 40\n> /);
      stdin.write("answer1\r");
      await running.shown(/\n42\n> /);
      stdin.write(".vars\r");
      await running.shown(/\nanswer1 +number[^\n]*\n> /);
      stdin.write("while (true) {}\r");
      await running.shown(/while \(true\) \{\}\n/);
      stdin.write("\u0003");
      await running.shown(/CancelledError[^\n]*\n> /);
      stdin.write(".exit\r");
      assert.equal((await running.finished).code, 0);
      const history = readFileSync(join(rlm.home, "data", "rlm", "repl_history"), "utf8");
      assert.match(history, /^answer1$/m);
    });

    it("ask shows a line that moves, and the answer is whole", async () => {
      const running = terminal("ask", "What is the retry limit?", "notes.txt");
      const { code, stdout } = await running.finished;
      assert.equal(code, 0);
      assert.match(stdout, /\b7\b/);
      assert.match(stdout, /rlm show \d/);
    });
  });
});
