import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as v from "valibot";
import { cell } from "../../support/scriptedModel";
import { startScriptedServer, type ScriptedRequest } from "../../support/scriptedServer";
import { CommandLine } from "../cli/commandLine";

const exampleSchema = v.object({
  title: v.string(),
  context: v.string(),
  question: v.string(),
  expected: v.array(v.string()),
  generate: v.optional(v.string()),
});

const resultSchema = v.object({ status: v.string(), answer: v.string(), subQueries: v.number() });

/** What a good root model writes for each example: the cells of its turns. */
const CELLS: Readonly<Record<string, readonly string[]>> = {
  "1": [
    "print(typeof context, context.length, context.slice(0, 200));",
    "const hits = grep(/magic number/i, { max: 20 }); print(hits);",
    'const number = await llm_query(`Reply with the magic number only.\\n\\n${hits.map((h) => h.text).join("\\n")}`);',
    "FINAL(`The magic number is ${number} (${hits.find((h) => h.text.includes(number)).path}:${hits.find((h) => h.text.includes(number)).line}).`)",
  ],
  "2": [
    "print(files.length, files[0].path);",
    'const found = files.filter((f) => f.text.includes("Aurora engine")); const company = await llm_query(`Which company makes it? Reply with its name only.\\n\\n${found.map((f) => f.text).join("\\n")}`); print(company);',
    'const about = files.filter((f) => f.text.includes(company)); const founder = await llm_query(`Who founded ${company}? Reply with the name only.\\n\\n${about.map((f) => f.text).join("\\n")}`); print(founder);',
    'const person = files.filter((f) => f.text.includes(founder)); const city = await llm_query(`Where was ${founder} born? Reply with the city only.\\n\\n${person.map((f) => f.text).join("\\n")}`);',
    "FINAL(`${city}: ${founder} founded ${company}.`)",
  ],
  "3": [
    "print(context.columns, context.rows.length, context.rows[0]);",
    'const sums = {}; for (const r of context.rows) if (r[context.columns.find((c) => /status|state/.test(c))] === "delivered") sums[r.region] = (sums[r.region] ?? 0) + Number(r.amount); print(sums);',
    "const [best] = Object.entries(sums).sort((a, b) => b[1] - a[1]); FINAL(`${best[0]}: ${best[1].toFixed(2)}`)",
  ],
  "4": [
    "print(context);",
    "const parts = await llm_query_batch(context.match(/[^.]+\\./g).map((s) => `How many fruits? Reply with a number.\\n\\n${s}`)); print(parts);",
    "FINAL(`${parts.reduce((sum, n) => sum + Number(n), 0)} fruits`)",
  ],
};

/** What a sub-model would reply, from nothing but the prompt. */
function subReply(prompt: string): string {
  const [instruction = "", ...rest] = prompt.split("\n\n");
  const text = rest.join("\n\n");
  const pattern = /magic number only/.test(instruction)
    ? /magic number\D*(\d{5,})/i
    : /makes it/.test(instruction)
      ? /\b(Lantern Mills)\b/
      : /Who founded/.test(instruction)
        ? /\b(Rafael Kestler)\b/
        : /born/.test(instruction)
          ? /\b(Tallinn)\b/
          : /(\d+)/;
  return pattern.exec(text)?.[1] ?? "NONE";
}

describe("the examples with a scripted model over HTTP", function () {
  this.timeout(60_000);
  const commandLine = new CommandLine();

  before(() => {
    if (existsSync("examples/1-needle/data/service.log")) return;
    execFileSync(process.execPath, [resolve("examples/1-needle/generate.mjs")]);
  });

  after(() => commandLine.dispose());

  for (const folder of readdirSync("examples").filter((name) => /^\d-/.test(name))) {
    const example = v.parse(exampleSchema, JSON.parse(readFileSync(join("examples", folder, "example.json"), "utf8")));

    it(example.title, async () => {
      const cells = CELLS[folder.slice(0, 1)] ?? [];
      const turnOf = ({ messages }: ScriptedRequest): number => messages.length / 2 - 1;
      const server = await startScriptedServer({
        reply: (request) => (request.model === "root" ? cell(cells[turnOf(request)] ?? "") : subReply(request.prompt)),
      });
      try {
        const context = resolve("examples", folder, example.context);
        const models = ["--base-url", server.baseUrl, "--model", "root", "--sub-model", "sub"];
        const { stdout, stderr } = await commandLine.run(["ask", example.question, context, ...models, "--json"]);
        const result = v.parse(resultSchema, JSON.parse(stdout), { message: stderr });
        assert.equal(result.status, "answered");
        for (const text of example.expected) assert.ok(result.answer.includes(text), `${result.answer} lacks ${text}`);
        assert.equal(server.requests.length, cells.length + result.subQueries);
      } finally {
        await server.close();
      }
    });
  }
});
