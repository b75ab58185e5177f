import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as vscode from "vscode";
import type { RunResult } from "../../src/core/run";
import { Command } from "../../src/editor/ids";
import { inTurn, startScriptedServer, type ScriptedReply, type ScriptedServer } from "../support/scriptedServer";
import { askBy, rlm, savedRun, startOf } from "./support/rlm";
import {
  answerInputBox,
  closePanels,
  panels,
  problemOf,
  recordMessages,
  restoreWindow,
  setSettings,
  tabsUntil,
} from "./support/window";

const KEY = "sk-test-0123456789abcdef";
const LOOK = "```repl\nprint(files.length, context[0].path)\n```";
const ANSWER = "```repl\nFINAL(`There are ${files.length} files.`)\n```";

describe("asking, with a server", () => {
  let server: ScriptedServer | undefined;

  async function serve(...replies: readonly ScriptedReply[]): Promise<ScriptedServer> {
    server = await startScriptedServer({ reply: inTurn(...replies) });
    await setSettings({ baseUrl: server.baseUrl, model: "root-model", subModel: "sub-model" });
    return server;
  }

  async function setKey(key: string): Promise<void> {
    answerInputBox(() => key);
    await vscode.commands.executeCommand(Command.setApiKey);
  }

  afterEach(async () => {
    await restoreWindow();
    await vscode.commands.executeCommand(Command.removeApiKey);
    await setSettings({ provider: undefined, baseUrl: undefined, model: undefined, subModel: undefined });
    await server?.close();
    server = undefined;
  });

  it("goes through settings to the server and back", async () => {
    const { requests } = await serve(LOOK, ANSWER);
    const result = await askBy(Command.askWorkspace, { question: "How many files?" });
    assert.equal(result.status, "answered");
    assert.match(result.answer ?? "", /^There are \d+ files\.$/);
    assert.deepEqual(
      requests.map(({ model }) => model),
      ["root-model", "root-model"],
    );
    assert.match(requests[0]?.prompt ?? "", /How many files\?/);
    assert.equal((await startOf(result)).models.sub.id, "sub-model");
  });

  it("sends the key of the secret storage, trimmed, and keeps it out of the saved run", async () => {
    server = await startScriptedServer({ reply: inTurn(LOOK, ANSWER), apiKey: KEY });
    await setSettings({ baseUrl: server.baseUrl, model: "m" });
    await setKey(`  ${KEY}\n`);
    const result = await askBy(Command.askWorkspace, { question: "How many files?" });
    assert.equal(result.status, "answered");
    assert.equal(server.requests[0]?.headers.authorization, `Bearer ${KEY}`);
    assert.doesNotMatch(readFileSync(result.logPath ?? "", "utf8"), new RegExp(KEY));
  });

  it("C6 never sends a key to another server than the one it was given for", async () => {
    await serve(LOOK, ANSWER);
    await setKey(KEY);
    const first = server;
    const { requests } = await serve(LOOK, ANSWER);
    await askBy(Command.askWorkspace, { question: "How many files?" });
    await first?.close();
    assert.equal(requests.length, 2);
    assert.ok(requests.every(({ headers }) => headers.authorization === undefined));
  });

  it("C6 L12 says once that a key is wrong, with a button to set another, and never shows it", async () => {
    server = await startScriptedServer({ reply: inTurn(ANSWER), apiKey: KEY });
    await setSettings({ baseUrl: server.baseUrl, model: "m" });
    await setKey("sk-wrong-9876543210fedcba");
    const messages = recordMessages();
    const result = await askBy(Command.askWorkspace, { question: "How many files?" });
    assert.equal(result.status, "failed");
    assert.equal(result.reason?.action, "set-key");
    assert.equal(messages.length, 1);
    assert(messages[0]?.buttons.includes("Set API Key"), JSON.stringify(messages));
    const everything = JSON.stringify([messages, result]) + readFileSync(result.logPath ?? "", "utf8");
    assert.doesNotMatch(everything, /sk-wrong-9876543210fedcba/);
  });

  it("L12 says that there is no key where the provider needs one, before it asks for the question", async () => {
    await setSettings({ provider: "openai" });
    const messages = recordMessages();
    answerInputBox(() => assert.fail("the question was asked for"));
    assert.equal(await vscode.commands.executeCommand(Command.askWorkspace), undefined);
    assert.match(messages[0]?.text ?? "", /no API key/);
    assert.deepEqual(messages[0]?.buttons, ["Set API Key"]);
  });

  it("L12 says that a server can't be reached, with a button to the settings", async () => {
    const closed = await startScriptedServer({ reply: () => "" });
    await closed.close();
    await setSettings({ baseUrl: closed.baseUrl, model: "m" });
    const messages = recordMessages();
    const result = await askBy(Command.askWorkspace, { question: "How many files?" });
    assert.equal(result.status, "failed");
    assert.equal(result.reason?.action, "open-settings");
    assert(messages[0]?.buttons.includes("Open Settings"), JSON.stringify(messages));
  }).timeout(60_000);

  it("L8 says that a server answers nonsense", async () => {
    const nonsense = createServer((_, response) =>
      response.setHeader("content-type", "text/html").end("<h1>Welcome</h1>"),
    );
    await new Promise<void>((resolve) => nonsense.listen(0, "127.0.0.1", resolve));
    const address: AddressInfo | string | null = nonsense.address();
    assert(address !== null && typeof address === "object");
    await setSettings({ baseUrl: `http://127.0.0.1:${String(address.port)}/v1`, model: "m" });
    try {
      const messages = recordMessages();
      const result = await askBy(Command.askWorkspace, { question: "How many files?" });
      assert.equal(result.status, "failed");
      assert((result.reason?.text ?? "").length > 20, result.reason?.text);
      assert.equal(messages.length, 1);
    } finally {
      nonsense.closeAllConnections();
      nonsense.close();
    }
  }).timeout(60_000);

  it("L9 stops in the middle of a request: upstream too, with all that was found", async () => {
    const scripted = await serve(LOOK, { text: "Let me think", stallAfter: 1 });
    const api = await rlm();
    const running = api.ask({ question: "How many files?" });
    await scripted.arrived(2);
    await vscode.commands.executeCommand(Command.stop);
    const result = await running;
    assert.equal(result.status, "stopped");
    assert.equal(result.reason?.code, "user");
    assert.equal(await scripted.requests[1]?.ended, "hung-up");
    const { saved } = await savedRun(result);
    assert.equal(saved.events.at(-1)?.type, "run.end");
    assert(saved.events.some((event) => event.type === "cell.end"));
  });

  it("goes on when its panel is closed, and shows everything when it is opened again", async () => {
    let release: (reply: string) => void = () => undefined;
    const held = new Promise<string>((resolve) => (release = resolve));
    server = await startScriptedServer({ reply: ({ index }) => (index === 0 ? LOOK : held) });
    await setSettings({ baseUrl: server.baseUrl, model: "m" });
    const api = await rlm();
    const started = new Promise<void>((resolve) => {
      const listening = api.onDidChangeRuns(() => {
        listening.dispose();
        resolve();
      });
    });
    const running = api.ask({ question: "How many files are there?" });
    await started;
    await tabsUntil(() => panels().length === 1);
    await server.arrived(2);
    await closePanels();
    await tabsUntil(() => panels().length === 0);
    release(ANSWER);
    const result: RunResult = await running;
    assert.equal(result.status, "answered");
    await vscode.commands.executeCommand(Command.openRun, result.id);
    await tabsUntil(() => panels().length === 1);
  });

  it("runs several at once, and stops the one that is meant", async () => {
    const scripted = await serve({ text: "Hm", stallAfter: 1 });
    const api = await rlm();
    const ids: unknown[] = [];
    for (const question of ["First?", "Second?"])
      ids.push(await vscode.commands.executeCommand(Command.askWorkspace, { question }));
    await scripted.arrived(2);
    const [first, second] = ids;
    assert(typeof first === "string" && typeof second === "string");
    await tabsUntil(() => panels().length === 2);
    api.stop(first);
    assert.equal((await api.result(first)).status, "stopped");
    const states = new Map((await api.runs()).map((run) => [run.id, run.status]));
    assert.equal(states.get(first), "stopped");
    assert.equal(states.get(second), "running");
    await vscode.commands.executeCommand(Command.stop, { id: second });
    assert.equal((await api.result(second)).status, "stopped");
  });
});

describe("API key", () => {
  afterEach(restoreWindow);

  it("is asked for in a password box that says what it is for, and refuses blanks", async () => {
    let box: vscode.InputBoxOptions = {};
    answerInputBox((options) => {
      box = options;
      return undefined;
    });
    assert.equal(await vscode.commands.executeCommand(Command.setApiKey), false);
    assert.equal(box.password, true);
    assert.match(box.prompt ?? "", /OpenAI.*secret storage/s);
    assert.match(box.title ?? "", /api\.openai\.com/);
    assert.match(await problemOf(box, "  "), /blank/);
  });

  it("is removed", async () => {
    answerInputBox(() => KEY);
    assert.equal(await vscode.commands.executeCommand(Command.setApiKey), true);
    assert.equal(await vscode.commands.executeCommand(Command.removeApiKey), true);
    assert.equal(await vscode.commands.executeCommand(Command.removeApiKey), false);
  });
});
