import { readdirSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import * as v from "valibot";
import Reporter from "../support/reporter";

const schema = v.object({
  root: v.string(),
  files: v.array(v.string()),
  output: v.string(),
  grep: v.nullable(v.string()),
});

/** What the editor ring asks of the extension host, as JSON in `RLM_EDITOR_TESTS`. Absolute paths. */
export type EditorTests = v.InferOutput<typeof schema>;

/** VS Code calls this in the extension host; a rejection means failure. Started by hand, it runs the tests beside it. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const asked = process.env["RLM_EDITOR_TESTS"];
  const mocha = asked === undefined ? byHand() : byRing(v.parse(schema, JSON.parse(asked)));
  mocha.timeout(30_000);
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} tests failed`);
}

function byRing(tests: EditorTests): Mocha {
  process.chdir(tests.root);
  const mocha = new Mocha({
    ui: "bdd",
    reporter: Reporter,
    reporterOptions: { output: tests.output },
    forbidOnly: true,
    forbidPending: true,
  });
  if (tests.grep !== null) mocha.grep(tests.grep);
  tests.files.forEach((file) => mocha.addFile(file));
  return mocha;
}

function byHand(): Mocha {
  process.chdir(join(__dirname, "../../.."));
  const mocha = new Mocha({ ui: "bdd", reporter: "spec" });
  const tests = readdirSync(__dirname).filter((name) => name.endsWith(".test.js"));
  tests.forEach((name) => mocha.addFile(join(__dirname, name)));
  return mocha;
}
