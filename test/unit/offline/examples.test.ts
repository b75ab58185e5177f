import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as v from "valibot";
import { askOffline, assertAnswer } from "./askOffline";

const exampleSchema = v.object({
  title: v.string(),
  context: v.string(),
  generate: v.optional(v.string()),
  question: v.string(),
  expected: v.array(v.string()),
  excluded: v.optional(v.array(v.string()), []),
});

describe("the examples with the offline model", function () {
  this.timeout(60_000);

  for (const name of readdirSync("examples").filter((folder) => /^\d+-/.test(folder))) {
    const folder = resolve("examples", name);
    const example = v.parse(exampleSchema, JSON.parse(readFileSync(resolve(folder, "example.json"), "utf8")));

    it(example.title, async () => {
      const context = resolve(folder, example.context);
      if (example.generate !== undefined && !existsSync(context)) {
        execFileSync(process.execPath, [resolve(folder, example.generate)]);
      }
      const asked = await askOffline(example.question, { paths: [context] });
      assertAnswer(asked, example.expected, example.excluded);
    });
  }
});
