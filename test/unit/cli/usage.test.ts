import { strict as assert } from "node:assert";
import { mkdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { CommandLine } from "./commandLine";

describe("the command line's help and wrong usage", () => {
  let rlm: CommandLine;
  before(() => {
    rlm = new CommandLine();
    rlm.write("notes.txt", "The retry limit is 7.\n");
  });
  after(() => rlm.dispose());

  /** Exit status 2, nothing on standard output, no stack, and a message that matches. */
  async function refused(
    args: readonly string[],
    message: RegExp,
    env: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const { code, stdout, stderr } = await rlm.run(args, { env });
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^\s+at /m);
    assert.equal(stdout, "");
    assert.equal(code, 2);
  }

  it("prints its version", async () => {
    const { version } = v.parse(
      v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() })),
      readFileSync("package.json", "utf8"),
    );
    const { code, stdout, stderr } = await rlm.run(["--version"]);
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: `rlm ${version}\n`, stderr: "" });
  });

  it("lists all commands in its help, on standard output", async () => {
    for (const args of [["help"], ["--help"], ["-h"]]) {
      const { code, stdout } = await rlm.run(args);
      assert.equal(code, 0);
      for (const command of ["ask", "repl", "runs", "show", "export", "eval", "models"])
        assert.match(stdout, new RegExp(`^  ${command} `, "m"));
    }
  });

  it("explains each command", async () => {
    for (const command of ["ask", "repl", "runs", "show", "export", "eval", "models"]) {
      const { code, stdout } = await rlm.run(["help", command]);
      assert.match(stdout, new RegExp(`^Usage: rlm ${command}`));
      assert.equal(code, 0);
    }
  });

  it("explains a command with --help too, whatever else stands there", async () => {
    assert.deepEqual(await rlm.run(["repl", "--nonsense", "-h"]), await rlm.run(["help", "repl"]));
  });

  it("names every option of ask in its help", async () => {
    const { stdout } = await rlm.run(["ask", "--help"]);
    const options =
      "provider base-url api-key-env model sub-model max-turns max-sub-queries max-depth max-cost max-tokens timeout cell-timeout " +
      "concurrency context-name env-file schema log json events quiet verbose";
    for (const option of options.split(" ")) assert.match(stdout, new RegExp(`--${option}\\b`), option);
  });

  it("shows the help and fails when no command is given", () => refused([], /Usage: rlm <command>/));

  it("names the nearest command or option", async () => {
    await refused(["aks", "x"], /no command "aks".*rlm ask/);
    await refused(["ask", "--modle", "m", "x"], /Unknown option --modle\. Did you mean --model\?/);
    await refused(["ask", "--max-sub-querys=3", "x"], /Did you mean --max-sub-queries\?/);
    await refused(["ask", "-x", "q"], /Unknown option -x/);
    await refused(["what is this?"], /rlm ask "what is this\?"/);
  });

  it("says of what is to come that it comes later", async () => {
    await refused(["export", "some-run", "--to", "md"], /comes with a later version/);
    await refused(["eval", "oolong"], /comes with a later version/);
    await refused(["ask", "q", "notes.txt", "--schema", "s.json"], /--schema comes with a later version/);
    await refused(["ask", "q", "notes.txt", "--provider", "anthropic"], /anthropic comes with a later version/);
  });

  it("L11 refuses values that make no sense, naming the option", async () => {
    await refused(["ask", "q", "notes.txt", "--max-turns", "-3"], /--max-turns must be .*"-3"/);
    await refused(["ask", "q", "notes.txt", "--max-cost=0"], /--max-cost must be .*"0"/);
    await refused(["repl", "notes.txt", "--cell-timeout", "soon"], /--cell-timeout must be .*"soon"/);
  });

  it("says which option lacks a value or has one too many", async () => {
    await refused(["ask", "q", "--model"], /--model needs a value: --model ID/);
    await refused(["ask", "q", "--model", "--json"], /--model needs a value/);
    await refused(["ask", "q", "--json=yes"], /--json takes no value/);
  });

  it("refuses options that contradict each other", async () => {
    await refused(["ask", "q", "notes.txt", "--json", "--events"], /--json and --events/);
    await refused(["ask", "q", "notes.txt", "--quiet", "--verbose"], /--quiet and --verbose/);
    await refused(["ask", "q", "notes.txt", "--context-name", "a=notes.txt"], /"notes\.txt" has no name/);
    await refused(["ask", "q", "--context-name", "notes.txt"], /NAME=PATH/);
    await refused(["ask", "q", "-", "-"], /only once/);
    await refused(["ask", "q", "notes.txt", "--provider", "offline", "--model", "m"], /--model has no use/);
    await refused(["ask", "q", "notes.txt", "--model", "m"], /--model needs a key in OPENAI_API_KEY, or a --base-url/);
  });

  it("refuses an empty question and a missing one", async () => {
    await refused(["ask", "   ", "notes.txt"], /question is empty/);
    await refused(["ask"], /What is the question/);
  });

  it("names a path that does not exist", () => refused(["ask", "q", "no/such/file.txt"], /no\/such\/file\.txt/));

  it("names a glob that matches nothing", () => refused(["ask", "q", "*.nothing"], /\*\.nothing/));

  it("says that an empty folder has nothing to ask about", async () => {
    mkdirSync(join(rlm.work, "empty"));
    await refused(["ask", "q", "empty"], /nothing to ask about/);
  });

  it("says why there is no key, and names no key", async () => {
    await refused(["ask", "q", "notes.txt", "--provider", "openai"], /no API key.*OPENAI_API_KEY/);
    await refused(["ask", "q", "notes.txt", "--api-key-env", "MY_KEY"], /MY_KEY.*is not set/);
    await refused(["ask", "q", "notes.txt"], /./, { OPENAI_API_KEY: "sk-with space-0123456789" });
  });

  it("C6 refuses a base URL that holds a password, without repeating it", async () => {
    const { code, stderr } = await rlm.run(["ask", "q", "notes.txt", "--base-url", "http://me:geheim@localhost:1/v1"]);
    assert.equal(code, 2);
    assert.match(stderr, /password/);
    assert.doesNotMatch(stderr, /geheim/);
  });

  it("names an env file that is not there, and one that sets nothing", async () => {
    rlm.write("empty.env", "# OPENAI_API_KEY=\nOPENAI_API_KEY=\n");
    await refused(["ask", "q", "notes.txt", "--env-file", "empty.env"], /--env-file empty\.env sets nothing/);
    // Without the "--" Node takes the option for its own first: it names the missing file and ends with status 9.
    const { code, stderr } = await rlm.run(["ask", "q", "notes.txt", "--env-file", "none.env"], { node: ["--"] });
    assert.equal(code, 2);
    assert.match(stderr, /--env-file none\.env can't be read/);
  });

  it("never overwrites a log", async () => {
    const path = rlm.write("old.rlm.jsonl", "precious\n");
    await refused(["ask", "q", "notes.txt", "--log", "old.rlm.jsonl"], /never overwritten/);
    assert.equal(readFileSync(path, "utf8"), "precious\n");
  });

  it("says of a 2 GB file that it is too large, at once", async () => {
    truncateSync(rlm.write("huge.log", ""), 2 * 1024 ** 3);
    await refused(["ask", "q", "huge.log"], /huge\.log.*256 MB/s);
  });

  it("refuses an old Node with a clear message", async () => {
    const old = rlm.write("old.cjs", 'Object.defineProperty(process, "versions", { value: { node: "21.7.3" } });');
    const { code, stdout, stderr } = await rlm.run(["--version"], { node: ["--require", old] });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
    assert.match(stderr, /needs Node\.js 22/);
  });
});
