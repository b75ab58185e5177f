import { askOffline, assertAnswer, haystack } from "./askOffline";

interface Case {
  readonly text: string;
  readonly question: string;
  readonly expected: readonly string[];
  readonly excluded?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    text: "Alice has 5 apples. Bob has 3 oranges. Carol has 4 pencils.",
    question: "How many fruits do they have in total?",
    expected: ["**8 fruits**", "5 + 3 = 8", "Alice has 5 apples.", "Bob has 3 oranges."],
  },
  {
    text: "Alice has twelve apples. She gives 3 to Bob and eats 2.",
    question: "How many apples does Alice have left?",
    expected: ["**7 apples**", "12 - 3 - 2 = 7"],
  },
  {
    text: "Dan has 11 books. Eve has 4 books. Dan has 6 cats.",
    question: "How many more books does Dan have than Eve?",
    expected: ["**7**", "11 - 4 = 7"],
  },
  {
    text: "Sara has $20. She spends $4.50 on a book.",
    question: "How much money does Sara have left?",
    expected: ["**$15.5**"],
  },
  { text: "There are 4 boxes with 6 pens each.", question: "How many pens are there?", expected: ["**24 pens**"] },
  {
    text: "Alice has 5 apples. Bob has twice as many apples as Alice.",
    question: "How many apples does Bob have?",
    expected: [],
    excluded: ["**5 apples**", "**10 apples**"],
  },
  {
    text: "Alice has 5 apples. Bob has 3 oranges.",
    question: "How many oranges does Alice have?",
    expected: ["Nothing found"],
  },
];

describe("offline model: arithmetic over a short text", () => {
  for (const { text, question, expected, excluded } of CASES) {
    it(`${text} ${question}`, async () => {
      assertAnswer(await askOffline(question, { "story.txt": `${text}\n` }), expected, excluded);
    });
  }

  it("adds what different documents say", async () => {
    const noise = haystack(60).map((words, i): [string, string] => [
      `noise/${String(i)}.txt`,
      `${words} ${words} ${words}.\n`,
    ]);
    const asked = await askOffline("How many fruits do Alice and Bob have in total?", {
      ...Object.fromEntries(noise),
      "alice.txt": "Alice lives in Bergen.\nAlice has 5 apples.\n",
      "bob.txt": "Bob has 3 oranges.\n",
    });
    assertAnswer(asked, ["**8 fruits**", "alice.txt:2", "bob.txt:1"]);
  });
});
