import { strict as assert } from "node:assert";
import { cellError, modelInfo, RunEvents, runTotals, variable } from "../support/runEvents";
import { usePage } from "../support/usePage";

const DONE = { live: false } as const;

function answered(answer: string): RunEvents {
  const run = new RunEvents();
  run.turn();
  run.reply("I look.\n\n```repl\nFINAL(x)\n```");
  run.cell("FINAL(x)");
  run.endCell({ final: answer });
  return run.end("answered", answer);
}

describe("the page of a run", () => {
  const open = usePage();

  it("says that it is ready, and shows a finished run", async () => {
    const { page, show, received } = await open();
    await received("ready");
    const run = new RunEvents();
    run.turn();
    run.reply("I **look** first.\n\n```repl\nconst n = 1;\nn.x.y\n```");
    run.cell("const n = 1;\nn.x.y");
    run.output("hello from the cell\n");
    run.endQuery(run.query("What is in part one?"), "Apples.");
    run.endCell({
      value: "the last value",
      error: cellError("Cannot read properties of undefined", 2),
      variables: [variable("n", "number", "", "1")],
      ms: 1234,
    });
    run.note("Told to print less.", "warning", { turn: 1 });
    run.end("answered", "It is **8**.");
    await show(run.events, DONE);
    for (const text of [
      "Which module validates the coupon codes?",
      "workspace shop",
      "214 files · 1.2 MB · 38,412 lines",
      "hello from the cell",
      "the last value",
      "Cannot read properties of undefined",
      "(line 2, column 5)",
      "What is in part one?",
      "1.2 s",
      "Variables changed: n",
      "Told to print less.",
    ]) {
      await page.getByText(text, { exact: false }).first().waitFor();
    }
    assert.equal(await page.locator("#answer .markdown strong").innerText(), "8");
    assert.equal(await page.locator(".status strong").innerText(), "Answered");
    assert.equal((await page.locator(".line.failed").innerText()).trim(), "n.x.y");
    assert.equal(await page.getByRole("button", { name: "Stop" }).count(), 0);
    // The code stands in its cell, not in the words as well.
    assert.equal(await page.getByText("const n = 1;").count(), 1);
  });

  it("L9 follows a run live, and asks to stop it", async () => {
    const { page, show, send, received } = await open();
    const run = new RunEvents();
    run.turn();
    run.delta("I will ");
    await show(run.events);
    await page.getByText("The model is writing", { exact: true }).waitFor();
    const held = run.events.length;
    run.delta("count the **apples**");
    await send({ type: "events", run: "r1", from: held, events: run.events.slice(held) });
    await page.locator(".draft strong", { hasText: "apples" }).waitFor();
    const heldNow = run.events.length;
    run.reply("I will count the apples\n```repl\nawait llm_query_batch(ps)\n```");
    run.cell("await llm_query_batch(ps)");
    for (let index = 0; index < 3; index++) run.query(`part ${index}`, { batch: { index, size: 3 } });
    run.endQuery(1, "1");
    await send({ type: "events", run: "r1", from: heldNow, events: run.events.slice(heldNow) });
    await page.getByText("Running cell 1: 1 of 3 sub-queries done", { exact: true }).waitFor();
    assert.equal(await page.locator(".draft").count(), 0);
    await page.getByRole("button", { name: "Stop" }).click();
    await received("stop");
    await page.getByText("Stopping…").waitFor();
    const heldThen = run.events.length;
    run.end("stopped", "2 apples so far", {
      reason: { code: "user", text: "You stopped this run.", action: null },
    });
    await send({ type: "events", run: "r1", from: heldThen, events: run.events.slice(heldThen) });
    await page.getByRole("heading", { name: "Partial answer" }).waitFor();
    await page.getByText("You stopped this run.").waitFor();
    assert.equal(await page.getByText("Stopping…").count(), 0);
  });

  it("says plainly that no language model is at work, and leads to a key", async () => {
    const { page, show, received } = await open({ theme: "light" });
    const offline = modelInfo("offline", { provider: "offline", offline: true });
    const run = new RunEvents("r1", { models: { root: offline, sub: offline } });
    await show(run.events);
    await page.getByText("No language model is at work: this is the built-in offline model").waitFor();
    await page.getByRole("button", { name: "Set API Key" }).click();
    assert.deepEqual(await received("action"), { type: "action", action: "set-key" });
  });

  it("L13 shows an unknown cost as unknown", async () => {
    const { page, show } = await open();
    const run = new RunEvents();
    run.turn();
    run.reply("x", { costUsd: null });
    await show(run.events);
    assert.equal(await page.locator(".figure", { hasText: "Cost" }).locator("dd").innerText(), "unknown");
    await page.getByText("1,100 tokens, cost unknown").waitFor();
  });

  it("L1 L12 says why there is no whole answer, and what to do", async () => {
    const { page, show, received } = await open({ theme: "high-contrast" });
    const run = new RunEvents();
    run.turn();
    run.end("failed", null, {
      reason: { code: "model", text: "The server refused the key.", action: "set-key" },
      totals: { ...runTotals(), costUsd: null },
    });
    await show(run.events, DONE);
    await page.getByRole("heading", { name: "No answer" }).waitFor();
    await page.getByText("The server refused the key.").waitFor();
    await page.getByRole("button", { name: "Set API Key" }).click();
    assert.deepEqual(await received("action"), { type: "action", action: "set-key" });
    const forced = new RunEvents();
    forced.turn("answer now", true);
    forced.end("forced", "perhaps 7", { reason: { code: "turns", text: "All turns were used.", action: null } });
    await show(forced.events, DONE);
    await page.getByRole("heading", { name: "Answer from what was known" }).waitFor();
    await page.getByText("All turns were used.").waitFor();
    await page.getByText("perhaps 7").waitFor();
  });

  it("shows the head of a large text, and fetches the rest when asked", async () => {
    const { page, show, send, received, sent } = await open();
    const text = `${"line of output\n".repeat(2000)}the end`;
    const ref = { ref: "b".repeat(64), length: text.length, head: text.slice(0, 500) };
    const run = new RunEvents();
    run.turn();
    run.reply("x");
    run.cell("print(all)");
    run.output(ref);
    await show(run.events);
    await page.getByRole("button", { name: "Show all 30,007 characters" }).click();
    assert.deepEqual(await received("getText"), { type: "getText", ref: ref.ref });
    await page.getByText("Loading 30,007 characters…").waitFor();
    await send({ type: "text", ref: ref.ref, text: null, problem: "The file with this text is gone." });
    await page.getByText("The file with this text is gone.").waitFor();
    assert.equal((await sent()).filter((message) => JSON.stringify(message).includes("getText")).length, 1);
    await page.getByRole("button", { name: "Show less" }).click();
    await page.getByRole("button", { name: "Show all 30,007 characters" }).click();
    await send({ type: "text", ref: ref.ref, text, problem: null });
    await page.getByText("the end").waitFor();
    await page.getByRole("button", { name: "Open in editor: Cell 1 output" }).focus();
    await page.keyboard.press("Enter");
    assert.deepEqual(await received("openText"), {
      type: "openText",
      ref: ref.ref,
      title: "Cell 1 output",
      language: "plaintext",
    });
  });

  it("follows what is new until the person moves away, and again on request", async () => {
    const { page, show, send } = await open({ height: 400 });
    const run = new RunEvents();
    run.turn();
    run.reply("x");
    run.cell("print(lines)");
    run.output("line\n".repeat(60));
    await show(run.events);
    const fromEnd = () =>
      page.evaluate<number>("document.documentElement.scrollHeight - innerHeight - document.documentElement.scrollTop");
    const more = async (text: string) => {
      const from = run.events.length;
      run.endCell();
      run.turn();
      run.reply(`${text}\n\n`.repeat(12));
      run.cell("1");
      await send({ type: "events", run: "r1", from, events: run.events.slice(from) });
    };
    assert.ok((await fromEnd()) < 2);
    await more("second");
    assert.ok((await fromEnd()) < 2);
    await page.mouse.move(300, 200);
    await page.mouse.wheel(0, -4000);
    await page.getByRole("button", { name: "Jump to latest" }).waitFor();
    await more("third");
    assert.ok((await fromEnd()) > 100);
    await page.getByRole("button", { name: "Jump to latest" }).click();
    assert.ok((await fromEnd()) < 2);
    const from = run.events.length;
    run.end("answered", "The answer.");
    await send({ type: "events", run: "r1", from, events: run.events.slice(from) });
    await page.locator("#answer").waitFor();
    assert.equal(await page.evaluate("scrollY"), 0);
    assert.equal(await page.evaluate("document.activeElement.id"), "answer");
  });

  it("keeps what was selected, opened and scrolled to when it is loaded again", async () => {
    const { page, show, until } = await open({ height: 400 });
    const run = answered("The answer.\n\n".repeat(40));
    run.cell("1");
    run.endQuery(run.query("first"), "first reply");
    await show(run.events, DONE);
    await page.getByText("Limits, isolation and prices").click();
    await page.getByRole("treeitem", { name: "first" }).click();
    await page.evaluate("scrollTo(0, 120)");
    await until("JSON.parse(sessionStorage.getItem('state')).scroll === 120");
    assert.equal(await page.evaluate("JSON.parse(sessionStorage.getItem('state')).run"), "r1");
    await page.reload();
    await show(run.events, DONE);
    await page.getByText("first reply").waitFor();
    await page.getByText("Isolation of the cells").waitFor();
    await until("Math.abs(scrollY - 120) < 20");
    await show(run.events, { ...DONE, run: "r2" });
    await page.getByText("first reply").waitFor({ state: "detached" });
  });

  it("gives every button, link and row a name, and says what happens in a live region", async () => {
    const { page, show } = await open({ theme: "high-contrast-light" });
    const run = new RunEvents();
    run.turn();
    run.reply("I look at `src/a.ts:1`.");
    run.cell("print(1)");
    run.output("1");
    run.query("one");
    await show(run.events);
    await page.getByRole("status").getByText("Turn 1. Running cell 1: 0 of 1 sub-query done.").waitFor();
    const unnamed = await page
      .getByRole("main")
      .ariaSnapshot()
      .then((tree) =>
        tree.split("\n").filter((line) => /- (button|link|treeitem|img|tree)\s*(\[[^\]]*\])*:?$/u.test(line)),
      );
    assert.deepEqual(unnamed, []);
    await page.keyboard.press("Tab");
    const focused = await page.evaluate<string>("document.activeElement.tagName.toLowerCase()");
    assert.equal(focused, "vscode-button");
  });

  it("stands still for those who want less motion", async () => {
    const { page, show } = await open();
    await page.emulateMedia({ reducedMotion: "reduce" });
    const run = new RunEvents();
    run.turn();
    await show(run.events);
    const spinning = await page.evaluate<string>(
      "getComputedStyle(document.querySelector('.codicon-modifier-spin')).animationName",
    );
    assert.equal(spinning, "none");
  });
});
