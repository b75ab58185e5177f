import { strict as assert } from "node:assert";
import type { RunEvent } from "../../src/core/events";
import { modelInfo, RunEvents, runStart, variable } from "../support/runEvents";
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

describe("the page of a run, with whatever it is given", () => {
  const open = usePage();

  it("asks for a snapshot when events are missing, and takes nothing until it comes", async () => {
    const { page, show, send, sent, received } = await open();
    const run = new RunEvents();
    run.turn();
    await show(run.events);
    run.reply("one");
    run.turn();
    run.reply("two");
    const gap = { type: "events", run: "r1", from: 3, events: run.events.slice(3) } as const;
    await send(gap, gap);
    await received("resync");
    assert.equal(await page.getByText("two").count(), 0);
    await show(run.events);
    await page.getByText("two").waitFor();
    const asked = (await sent()).filter((message) => JSON.stringify(message) === '{"type":"resync"}');
    assert.equal(asked.length, 1);
  });

  it("O9 X1 runs and loads nothing, whatever the run holds", async () => {
    const { page, show } = await open();
    let dialogs = 0;
    page.on("dialog", (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    const evil =
      '<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)><iframe src="https://evil.example">' +
      '</iframe><a href="javascript:alert(4)">x</a><style>body{display:none}</style><b onclick=alert(5)>bold</b>' +
      '<form action="https://evil.example"><input name=a></form>';
    const markdown =
      `${evil}\n\n[click](javascript:alert(6)) ![image](https://evil.example/pixel.png) [data](data:text/html,<script>1</script>)\n\n` +
      `\`${evil}\`\n\n\`\`\`html\n${evil}\n\`\`\`\n\n<div style="position:fixed">${evil}</div>\n\n[x]: https://evil.example "t\n`;
    const start = runStart("r1");
    const run = new RunEvents("r1", {
      question: evil,
      context: {
        ...start.context,
        name: evil,
        skipped: [{ reason: "binary", text: evil, count: 1, examples: [evil] }],
      },
      models: { root: modelInfo(evil, { provider: evil }), sub: modelInfo(`sub ${evil}`) },
      isolation: [evil],
    });
    run.turn(evil);
    run.reply(markdown, {}, evil);
    run.cell(`"${evil}" // ${evil}`);
    run.output(evil);
    run.endQuery(run.query(evil, { model: evil }), evil, { status: "error", error: evil });
    run.note(evil, "error", { cell: 1 });
    run.endCell({
      value: evil,
      error: { name: evil, message: evil, line: 1, column: 1 },
      variables: [variable(evil, evil, evil, evil)],
      restart: { reason: "time", text: evil, kept: [evil], lost: [evil] },
    });
    run.end("stopped", markdown, { reason: { code: "user", text: evil, action: "set-key" } });
    await show(run.events, { ...DONE, problems: [evil] });
    await page.locator(".row").first().click();
    await page.getByText("Limits, isolation and prices").click();
    await page.getByText("Variables changed").click();
    await page.getByText("Reasoning,").click();
    await page.locator("#answer .markdown").waitFor();
    const foreign = "#app :is(img, script, iframe, svg, style, form, input, object, [onclick], [onerror], a[href])";
    assert.equal(await page.locator(foreign).count(), 0);
    assert.equal(await page.locator("[style*=fixed]").count(), 0);
    assert.equal(dialogs, 0);
    // It is still there to read.
    assert.ok((await page.locator("#answer").innerText()).includes("<script>alert(2)</script>"));
    assert.ok((await page.locator("#answer").innerText()).includes("[image: image]"));
  });

  it("asks the host to open references and links, and nothing else", async () => {
    const { page, show, sent, received, until } = await open();
    const answer =
      "1. `src/my shop/cart.ts:12-48` and src/a.ts:7, [there](src/b.ts#L3-L5), `src/c.ts`:9\n" +
      "2. __init__.py:4 and src/__tests__/x.ts:2\n\n[web](https://example.com/a?b=1) [odd](ftp://example.com) [mail](mailto:a@b.c)";
    await show(answered(answer).events, DONE);
    const references = page.locator("#answer .reference");
    assert.deepEqual(await references.allInnerTexts(), [
      "src/my shop/cart.ts:12-48",
      "src/a.ts:7",
      "there",
      "src/c.ts:9",
      "__init__.py:4",
      "src/__tests__/x.ts:2",
    ]);
    await references.nth(0).click();
    assert.deepEqual(await received("openReference"), {
      type: "openReference",
      path: "src/my shop/cart.ts",
      line: 12,
      endLine: 48,
    });
    await references.nth(2).focus();
    await page.keyboard.press("Enter");
    await until("sentMessages.filter((message) => message.type === 'openReference').length === 2");
    assert.deepEqual(await received("openReference"), {
      type: "openReference",
      path: "src/b.ts",
      line: 3,
      endLine: 5,
    });
    await page.getByRole("link", { name: "web" }).click();
    assert.deepEqual(await received("openLink"), { type: "openLink", url: "https://example.com/a?b=1" });
    assert.deepEqual(await page.locator("#answer .link").allInnerTexts(), ["web"]);
    await page.getByText("odd").click();
    assert.equal((await sent()).length, 4);
    assert.ok(page.url().startsWith("http://127.0.0.1"));
  });

  it("C7 shows a run that was interrupted or is torn, and says so", async () => {
    const { page, show } = await open();
    const run = new RunEvents();
    run.turn();
    run.reply("x");
    run.cell("1");
    run.query("never answered");
    const lost: RunEvent = { type: "cell.output", at: 1, run: "r1", cell: 44, text: "?" };
    await show([...run.events, lost], { ...DONE, interrupted: true, problems: ["The last line is torn."] });
    assert.equal(await page.locator(".status strong").innerText(), "Interrupted");
    await page.getByText("The last line is torn.").waitFor();
    await page.getByText("1 step of this run can't be shown").waitFor();
    await page.getByRole("treeitem", { name: "Interrupted" }).waitFor();
    await page.getByRole("button", { name: "Ask Again" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Stop" }).count(), 0);
    await show([], { ...DONE, problems: ["This is no saved run."] });
    await page.getByText("The beginning of this run can't be read.").waitFor();
  });
});
