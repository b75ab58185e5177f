import { askOffline, assertAnswer, haystack } from "./askOffline";

const NOISE = Object.fromEntries(
  haystack(40).map((words, i) => [`noise/${String(i)}.md`, `# Note ${String(i)}\n\nNothing but ${words}.\n`]),
);

describe("offline model: questions in two steps", () => {
  it("follows a name from one document to the next", async () => {
    const asked = await askOffline("What is the phone number of the manager of Bob Lind?", {
      ...NOISE,
      "staff/bob.md": "# Bob Lind\n\nBob Lind works in logistics. His manager is Clara Voss.\n",
      "staff/clara.md": "# Clara Voss\n\nClara Voss joined in 2010. Her phone number is 555-0142.\n",
      "staff/eve.md": "# Eve Orr\n\nEve Orr is a manager. Her phone number is 555-9999.\n",
    });
    assertAnswer(asked, ["**555-0142**", "staff/bob.md:3", "staff/clara.md:3"], ["555-9999"]);
  });

  it("follows it over three documents, with other words in each", async () => {
    const asked = await askOffline(
      "Find the birthplace of the person who founded the manufacturer of the Comet pump.",
      {
        ...NOISE,
        "a.md": "The Comet pump is produced by Blue Anvil.\n",
        "b.md": "Blue Anvil was established in 1920 by Greta Arden.\n",
        "c.md": "Greta Arden was born in Malmo.\n",
        "d.md": "The founder of Tern Marine, Boris Lind, was born in Oslo. He knew the Comet pump.\n",
      },
    );
    assertAnswer(asked, ["**Malmo**", "a.md:1", "b.md:1", "c.md:1"]);
  });

  it("reads a pronoun by the title of its document", async () => {
    const asked = await askOffline("In what year was the architect of the Kestrel bridge born?", {
      ...NOISE,
      "k.md": "# Kestrel bridge\n\nThe Kestrel bridge was opened in 1931. The architect was Nora Dusek.\n",
      "n.md": "# Nora Dusek\n\nShe was born in 1888 in Graz. She died in 1960.\n",
      "m.md": "# Milan Dray\n\nMilan Dray, an architect, was born in 1901.\n",
    });
    assertAnswer(asked, ["**1888**"]);
  });

  it("gives no answer when the chain begins nowhere", async () => {
    const asked = await askOffline("In which city was the founder of the company that makes the Zephyr engine born?", {
      ...NOISE,
      "a.md": "The Aurora engine is made by Tern Marine.\n",
      "b.md": "Tern Marine was founded by Mira Castell.\n",
      "c.md": "Mira Castell was born in Lisbon.\n",
    });
    assertAnswer(asked, ["Nothing found", "Zephyr"], ["Lisbon"]);
  });

  it("does not take another person's birthplace when the chain breaks off", async () => {
    const asked = await askOffline("In which city was the founder of the company that makes the Aurora engine born?", {
      ...NOISE,
      "a.md": "The Aurora engine is made by Tern Marine.\n",
      "b.md": "Tern Marine was founded by Mira Castell.\n",
      "c.md": "Boris Lind was born in Oslo.\n",
    });
    assertAnswer(asked, [], ["**Oslo**"]);
  });
});
