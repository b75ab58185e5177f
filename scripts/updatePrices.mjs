// Makes src/models/data/prices.json, the built-in list of windows and prices, from a copy of models.dev:
//   node scripts/updatePrices.mjs FILE [DATE]
// FILE is https://models.dev/api.json as downloaded, or an older list in this script's own input form
// ({revision, providers: {id: {model: …}}}). DATE (YYYY-MM-DD) is the day of the data; default: the one in the file, else today.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";

const TARGET = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "models", "data", "prices.json");

/** Providers with an endpoint that speaks Chat Completions, or an adapter of ours. */
const PROVIDERS = [
  "openai",
  "anthropic",
  "google",
  "openrouter",
  "deepseek",
  "mistral",
  "groq",
  "xai",
  "togetherai",
  "fireworks-ai",
  "cerebras",
];

const NOT_FOR_CHAT = /embed|rerank|whisper|tts|orpheus|image|dall-e|moderation|guard/i;

const LICENCE = `MIT License

Copyright (c) 2025 models.dev

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const [file, date] = process.argv.slice(2);
if (file === undefined) {
  console.error("Name a file: node scripts/updatePrices.mjs FILE [DATE]");
  process.exit(2);
}

const input = JSON.parse(await readFile(file, "utf8"));
const lines = PROVIDERS.map((provider) => {
  const models = Object.entries(modelsOf(provider)).filter(([id, model]) => isForChat(id, model));
  if (models.length === 0) throw new Error(`${file} has no models of ${provider}.`);
  const entries = models.sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, model]) => `"${id}": ${entry(model)}`);
  return `${JSON.stringify(provider)}: {\n${entries.join(",\n")}\n}`;
});
const head = {
  source: "https://models.dev (https://github.com/anomalyco/models.dev)",
  revision: input.revision ?? null,
  date: date ?? /\d{4}-\d{2}-\d{2}/.exec(input.revision ?? "")?.[0] ?? new Date().toISOString().slice(0, 10),
  units: "prices: USD per 1,000,000 tokens; window, maxOutput: tokens",
  licence: LICENCE,
};
const json = `${JSON.stringify(head).slice(0, -1)}, "providers": {\n${lines.join(",\n")}\n}}`;
await writeFile(TARGET, await format(json, { parser: "json", printWidth: 120 }));
console.log(`${TARGET}: ${lines.length} providers, data of ${head.date}`);

function modelsOf(provider) {
  const entry = (input.providers ?? input)[provider] ?? {};
  return input.providers === undefined ? (entry.models ?? {}) : entry;
}

function isForChat(id, { limit }) {
  return limit?.context > 0 && !NOT_FOR_CHAT.test(id);
}

/** `temperature` is noted only where the model refuses it. */
function entry({ limit, cost, temperature }) {
  return JSON.stringify({
    window: limit.context,
    ...(limit.output > 0 && { maxOutput: limit.output }),
    ...(cost !== undefined && price(cost)),
    ...(temperature === false && { temperature }),
  });
}

function price({ input, output, cache_read: cacheRead, cache_write: cacheWrite }) {
  // A cache price of nothing stands for "none known" in the source: a cached token is never free where others are not.
  return { input, output, ...(cacheRead > 0 && { cacheRead }), ...(cacheWrite > 0 && { cacheWrite }) };
}
