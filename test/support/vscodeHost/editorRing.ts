import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import type { EditorTests } from "../../editor/index";
import { sessions } from "../../editor/sessions";
import type { Session } from "../../editor/sessions";
import { writeResult } from "../reporter";
import { launchBrowser, newProfile } from "./browser";
import { prepareOpened } from "./opened";
import { saveScreenshot } from "./screenshot";
import { startServer } from "./server";
import { workbenchUrl } from "./url";

/*
 * Runs the editor tests inside the extension host of a real VS Code, one window per session:
 *   node editorRing.js RESULTS GREP FILE…      GREP may be empty; the files are bundles below dist/test/editor
 */

const SESSION_MS = 300_000;
const FOLDER = resolve("dist/test/editor");

interface Ring {
  readonly browser: Browser;
  readonly output: string;
  readonly grep: string | null;
}

async function main([output = "", grep = "", ...files]: readonly string[]): Promise<void> {
  const byFolder = Map.groupBy(files, (file) => relative(FOLDER, join(file, "..")));
  for (const folder of byFolder.keys()) {
    if (!sessions.some((session) => session.folder === folder))
      throw new Error(`No session runs the tests of test/editor/${folder}.`);
  }
  const browser = await launchBrowser();
  try {
    const ring = { browser, output, grep: grep === "" ? null : grep };
    for (const session of sessions) {
      const tests = byFolder.get(session.folder);
      if (tests !== undefined) await runSession(ring, session, tests);
    }
  } finally {
    await browser.close();
  }
}

async function runSession(ring: Ring, session: Session, files: readonly string[]): Promise<void> {
  const before = readFileSync(ring.output, "utf8").length;
  const tests: EditorTests = { root: process.cwd(), files: [...files], output: ring.output, grep: ring.grep };
  const server = await startServer({
    mode: "driver",
    settings: session.settings ?? {},
    env: { ...session.env, RLM_EDITOR_TESTS: JSON.stringify(tests) },
  });
  const profile = await newProfile(ring.browser);
  try {
    const page = await profile.newPage();
    const opened = prepareOpened(session.opened, server.home);
    const underTest = { extension: process.cwd(), tests: join(FOLDER, "index.js") };
    const outcome = await runWindow(page, workbenchUrl(server.url, opened, underTest));
    const results = readFileSync(ring.output, "utf8").slice(before);
    if (wentWell(outcome, results)) return;
    const name = session.folder === "" ? "default" : session.folder;
    const picture = await saveScreenshot(page, `editor-${name}-died`);
    const log = server.log().trim().split("\n").slice(-20).join("\n");
    const error = `The extension host did not finish its tests (${outcome}); see ${picture}.\n${log}`;
    writeResult(ring.output, { type: "fail", title: `${lastStarted(results)} (session ${name})`, error });
    writeResult(ring.output, { type: "end" });
  } finally {
    await profile.close();
    await server.stop();
  }
}

/** Opens the window and waits until VS Code says that the tests are over, or can't say anything any more. */
async function runWindow(page: Page, url: string): Promise<string> {
  const exit = Promise.withResolvers<string>();
  const limit = setTimeout(() => exit.resolve(`no end within ${SESSION_MS / 1000} s`), SESSION_MS);
  try {
    await page.exposeFunction("codeAutomationLog", () => undefined);
    await page.exposeFunction("codeAutomationExit", (code: number) => exit.resolve(`exit code ${code}`));
    page.once("crash", () => exit.resolve("the browser page crashed"));
    await page.goto(url);
    return await exit.promise;
  } finally {
    clearTimeout(limit);
  }
}

/** The exit code alone says little: it is 0 when the extension host was killed. So mocha must have come to its end too. */
function wentWell(outcome: string, results: string): boolean {
  return results.includes('{"type":"end"') && (outcome === "exit code 0" || results.includes('{"type":"fail"'));
}

/** The title of the test that was started last. */
function lastStarted(results: string): string {
  const starts = results.match(/^\{"type":"start".*$/gm) ?? [];
  const last: unknown = JSON.parse(starts.at(-1) ?? "{}");
  return v.parse(v.object({ title: v.optional(v.string(), "before the first test") }), last).title;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
