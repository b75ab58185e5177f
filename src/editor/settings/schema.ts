import * as v from "valibot";
import type { Limits } from "../../core/events";
import { SETTINGS_SECTION } from "../ids";
import { Problem } from "../problem";

/** The settings `rlm.*` as the editor's parts read them: checked, trimmed, in the units of the core. */
export interface Settings {
  readonly provider: "auto" | "openai" | "offline";
  /** Empty: the provider's own. */
  readonly baseUrl: string;
  /** Empty: the provider's usual one. */
  readonly model: string;
  readonly subModel: string;
  readonly limits: Partial<Limits>;
  /** Most requests in flight to one endpoint; null: adaptive. */
  readonly concurrency: number | null;
  /** Whether folders are read without what `.gitignore`, `files.exclude` and `search.exclude` leave out. */
  readonly respectIgnoreFiles: boolean;
}

const MAX_SECONDS = 1_000_000;

function wholeFrom(min: number, max: number) {
  const message = `must be a whole number from ${String(min)} to ${max.toLocaleString("en")}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(min, message), v.maxValue(max, message));
}

function above0(max: number, unit: string) {
  const message = `must be a number of ${unit} above 0 and at most ${max.toLocaleString("en")}`;
  return v.pipe(v.number(message), v.gtValue(0, message), v.maxValue(max, message));
}

const text = v.pipe(v.string("must be a text"), v.trim());

const baseUrl = v.pipe(
  text,
  v.check(
    (url) => url === "" || isHttpUrl(url),
    "must be an http or https address such as http://localhost:11434/v1, or empty",
  ),
  v.check((url) => !holdsSecret(url), "must not hold a user name or password; use the command RLM: Set API Key"),
);

const schema = v.object({
  provider: v.picklist(["auto", "openai", "offline"], "must be auto, openai or offline"),
  baseUrl,
  model: text,
  subModel: text,
  maxTurns: wholeFrom(1, 1_000),
  maxSubQueries: wholeFrom(0, 1_000_000),
  maxDepth: wholeFrom(0, 10),
  maxCost: above0(1_000_000, "USD"),
  maxTokens: v.nullable(wholeFrom(1, 1_000_000_000_000)),
  timeout: above0(MAX_SECONDS, "seconds"),
  cellTimeout: above0(MAX_SECONDS, "seconds"),
  concurrency: v.nullable(wholeFrom(1, 256)),
  respectIgnoreFiles: v.boolean("must be true or false"),
});

/** The names of the settings that a run needs, without their section. */
export const RUN_SETTINGS: readonly string[] = Object.keys(schema.entries);

/** Throws a `Problem` that names the first setting at fault, says what it must be and opens the settings at it. */
export function parseSettings(raw: unknown): Settings {
  const parsed = v.safeParse(schema, raw, { abortPipeEarly: true });
  if (!parsed.success) throw settingProblem(parsed.issues[0]);
  const { provider, baseUrl, model, subModel, concurrency, respectIgnoreFiles, ...limits } = parsed.output;
  return {
    provider,
    baseUrl,
    model,
    subModel,
    concurrency,
    respectIgnoreFiles,
    limits: {
      maxTurns: limits.maxTurns,
      maxSubQueries: limits.maxSubQueries,
      maxDepth: limits.maxDepth,
      maxCostUsd: limits.maxCost,
      maxTokens: limits.maxTokens,
      timeoutMs: limits.timeout * 1000,
      cellTimeoutMs: limits.cellTimeout * 1000,
    },
  };
}

function settingProblem(issue: v.BaseIssue<unknown>): Problem {
  const setting = `${SETTINGS_SECTION}.${v.getDotPath(issue) ?? ""}`;
  // A base URL may hold a token in many places, so it is never repeated.
  const given = setting === `${SETTINGS_SECTION}.baseUrl` ? "" : ` It is ${shown(issue.input)} now.`;
  return new Problem(`The setting ${setting} ${issue.message}.${given}`, "open-settings", setting);
}

function shown(value: unknown): string {
  const json = value === undefined ? "not set" : JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 80)}…` : json;
}

function isHttpUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function holdsSecret(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username !== "" || password !== "";
}
