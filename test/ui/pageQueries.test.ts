import { strict as assert } from "node:assert";
import type { RunEvent } from "../../src/core/events";
import { RunEvents, runStart, usage } from "../support/runEvents";
import { usePage } from "../support/usePage";

const DONE = { live: false } as const;

describe("the sub-queries on the page of a run", () => {
  const open = usePage();

  describe("with 10,000 sub-queries", () => {
    const size = 10_000;

    function wide(): readonly RunEvent[] {
      const run = new RunEvents();
      run.turn();
      run.reply("```repl\nawait llm_query_batch(ps)\n```");
      run.cell("await llm_query_batch(ps)");
      for (let index = 0; index < size; index++) run.query(`Question ${index}`, { batch: { index, size } });
      for (let query = 1; query <= size; query++) run.endQuery(query, `Reply ${query}`);
      run.endCell();
      return run.end("answered", "done").events;
    }

    it("makes only the rows in sight, and scrolls to the last", async () => {
      const { page, show } = await open();
      await show(wide(), DONE);
      assert.equal(await page.locator(".row").count(), 1);
      await page.locator(".row-twistie").click();
      assert.ok((await page.locator(".row").count()) < 60);
      await page.evaluate("document.querySelector('.virtual-list').scrollTo(0, 1e9)");
      await page.getByText(`Question ${size - 1}`).waitFor();
      assert.ok((await page.locator(".row").count()) < 60);
      await page.getByText(`Question ${size - 1}`).click();
      await page.getByText(`Reply ${size}`).waitFor();
    });

    it("walks them by keyboard", async () => {
      const { page, show } = await open();
      await show(wide(), DONE);
      await page.getByRole("tree").focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("End");
      await page.getByText(`Reply ${size}`).waitFor();
      const row = page.locator(".row.selected");
      assert.equal(await row.getAttribute("aria-posinset"), "10000");
      assert.equal(await row.getAttribute("aria-setsize"), "10000");
      assert.equal(await page.getByRole("tree").getAttribute("aria-activedescendant"), await row.getAttribute("id"));
    });
  });

  it("moves through a tree with a child run, opens and closes it, and opens a reply as an editor", async () => {
    const { page, show, received } = await open();
    const run = new RunEvents();
    run.turn();
    run.reply("x");
    run.cell("await rlm_query(q)");
    run.endQuery(run.query("first"), "first reply");
    const parent = run.query("look deeper", { kind: "rlm" });
    const child: RunEvent[] = [
      { ...runStart("r1/1"), parent: { run: "r1", query: parent }, depth: 1 },
      { type: "turn.start", at: 1, run: "r1/1", turn: 1, prompt: "p", forced: false },
      { type: "cell.start", at: 2, run: "r1/1", turn: 1, cell: 2, code: "print('deep')" },
    ];
    await show([...run.events, ...child]);
    const tree = page.getByRole("tree");
    const selectedRow = () => page.locator(".row.selected").getAttribute("id");
    await tree.focus();
    const press = async (key: string, expected: string) => {
      await page.keyboard.press(key);
      await page.locator(`[id="row-${expected}"].selected`).waitFor();
    };
    await press("ArrowDown", "query:1");
    await page.getByText("first reply").waitFor();
    await page.keyboard.press("Enter");
    assert.deepEqual(await received("openInline"), {
      type: "openInline",
      text: "first reply",
      title: "Sub-query 1 reply",
      language: "markdown",
    });
    await press("ArrowDown", "query:2");
    await press("ArrowRight", "turn:r1/1:1");
    await press("End", "cell:2");
    await page.locator(".inspector .code", { hasText: "deep" }).waitFor();
    await press("ArrowLeft", "turn:r1/1:1");
    await press("ArrowLeft", "turn:r1/1:1");
    await press("ArrowLeft", "query:2");
    await page.keyboard.press("ArrowLeft");
    await page.locator('[id="row-query:2"][aria-expanded=false]').waitFor();
    assert.equal(await page.locator(".row").count(), 2);
    await page.keyboard.press(" ");
    await page.locator('[id="row-query:2"][aria-expanded=true]').waitFor();
    assert.equal(await selectedRow(), "row-query:2");
    await page.keyboard.press("Escape");
    await page.locator(".row.selected").waitFor({ state: "detached" });
  });

  it("Q9 marks what came from memory as free", async () => {
    const { page, show } = await open();
    const run = new RunEvents();
    run.turn();
    run.reply("x");
    run.cell("1");
    run.endQuery(run.query("again"), "same", { fromMemory: true, usage: usage(0, 0), costUsd: 0 });
    await show(run.events);
    await page.getByRole("treeitem", { name: "from memory, free" }).click();
    await page.locator(".inspector-head", { hasText: "from memory, free" }).waitFor();
    assert.equal(
      await page.locator(".figure", { hasText: "Sub-queries" }).locator("dd").innerText(),
      "0 (and 1 from memory)",
    );
  });
});
