import { strict as assert } from "node:assert";
import { askOffline, assertAnswer } from "./askOffline";

const UPLOADER = {
  "src/upload.ts": `/** How often an upload is tried before the file is given up. */
export const UPLOAD_TRIES = 6;

export async function upload(send: () => Promise<void>) {
  for (let tries = 1; ; tries++) {
    try {
      return await send();
    } catch (error) {
      if (tries >= UPLOAD_TRIES) throw error;
    }
  }
}
`,
  "src/colours.ts": "export const PALETTE = ['red', 'green'];\n",
  "logs/upload.log": "2031-05-01T10:00:00 INFO  upload a.txt done\n2031-05-01T10:00:09 WARN  upload b.txt slow\n",
};

const LOG = [
  "2031-05-01T10:00:00 INFO  started",
  "2031-05-01T10:01:00 WARN  disk nearly full",
  "2031-05-01T10:02:00 INFO  backup begins",
  "2031-05-01T10:03:00 ERROR backup stopped: disk full",
  "2031-05-01T10:04:00 INFO  disk cleared",
  "2031-05-01T10:05:00 ERROR mail not sent",
  "2031-05-01T10:06:00 INFO  mail sent",
  "",
].join("\n");

const ORDERS = `order,article,quantity,state
${Array.from({ length: 9 }, (_, i) => `L-${String(100 + i)},Lamp,${String(i + 1)},${i % 2 === 0 ? "paid" : "open"}`).join("\n")}
`;

describe("offline model: what is left when counting finds nothing", () => {
  it("looks for passages where no line can be counted", async () => {
    const asked = await askOffline("How many times is an upload attempted?", UPLOADER);
    assertAnswer(asked, ["**6**", "src/upload.ts:2"], ["Nothing found"]);
  });

  it("reads a setting whose name has what is counted", async () => {
    assertAnswer(await askOffline("How many tries does an upload get?", UPLOADER), ["**6**", "src/upload.ts:2"]);
  });

  it("looks for passages in a log where no line has all of the words", async () => {
    const asked = await askOffline("How many lines have a backup with a mail?", { "app.log": LOG });
    assertAnswer(asked, ["app.log:"], ["no line has"]);
  });

  it("takes no number of a row for a figure that the columns do not have", async () => {
    const asked = await askOffline("What is the total weight of the lamps?", { "orders.csv": ORDERS });
    assertAnswer(asked, ["Lamp"], ["**45**", "**1**", "**9**"]);
  });
});

describe("offline model: a question of two halves", () => {
  const question = "Where is the number of upload tries set, and what happens when it is reached?";

  it("gives evidence for both", async () => {
    assertAnswer(await askOffline(question, UPLOADER), [
      "**`src/upload.ts:2`**",
      "On “what happens when it is reached”",
      "`if (tries >= UPLOAD_TRIES) throw error;`",
    ]);
  });

  it("does not repeat a line as the only evidence for itself", async () => {
    const asked = await askOffline("Where is the colour palette set?", UPLOADER);
    assertAnswer(asked, ["**`src/colours.ts:1`**"], ["Evidence"]);
    assert.equal(asked.answer?.split("PALETTE").length, 2);
  });
});

describe("offline model: the lines that come closest", () => {
  it("shows them when some of the words were found", async () => {
    const asked = await askOffline("What purple elephant juggled the disk?", { "app.log": LOG });
    assertAnswer(asked, ["Nothing found that answers this for sure; the lines that come closest:", "disk"]);
  });

  it("shows none when what is asked about is nowhere", async () => {
    const asked = await askOffline("What is the disk of the submarine?", { "app.log": LOG });
    assertAnswer(asked, ["Nothing found", "“submarine” (nowhere)"], ["come closest", "disk full"]);
  });

  it("shows the lines of a log before the first, and behind the last, of a kind", async () => {
    const before = await askOffline("What happened before the first error?", { "app.log": LOG });
    assertAnswer(before, ["app.log:3", "app.log:4", "backup begins"], ["app.log:5", "mail not sent"]);
    const after = await askOffline("What happened after the last error in the log?", { "app.log": LOG });
    assertAnswer(after, ["app.log:6", "app.log:7", "mail sent"], ["app.log:4"]);
  });
});

describe("offline model: who did it", () => {
  const cases: readonly (readonly [text: string, who: string | null])[] = [
    ["Ada Moor saw the leak and told the plumbers, who repaired the boiler.", null],
    ["Ada Moor told the neighbour and he repaired the boiler at noon.", null],
    ["Ada Moor repaired the boiler at noon.", "Ada Moor"],
    ["Ada Moor, the caretaker, repaired the boiler at noon.", "Ada Moor"],
    ["Ada Moor shut the door and repaired the boiler.", "Ada Moor"],
    ["Ada Moor called Ben Hale, who repaired the boiler.", "Ben Hale"],
    ["The boiler was repaired by Ada Moor.", "Ada Moor"],
  ];
  for (const [text, who] of cases) {
    it(`${who ?? "nobody for certain"}: ${text}`, async () => {
      const asked = await askOffline("Who repaired the boiler?", { "diary.txt": `It was cold.\n\n${text}\n` });
      assertAnswer(asked, who === null ? [text] : [`**${who}**`], who === null ? ["**"] : []);
    });
  }
});

describe("offline model: evidence of many rows", () => {
  it("says of how many rows it shows some", async () => {
    assertAnswer(await askOffline("How many orders are paid?", { "orders.csv": ORDERS }), [
      "**5**",
      "Evidence (3 of 5):",
    ]);
  });

  it("says of how many lines it shows some, and nothing where it shows all", async () => {
    const lines = await askOffline("How many lines have INFO?", { "app.log": LOG });
    assertAnswer(lines, ["**4**", "Evidence (3 of 4):"]);
    assertAnswer(await askOffline("How many errors are there?", { "app.log": LOG }), ["**2**", "Evidence:"]);
  });
});
