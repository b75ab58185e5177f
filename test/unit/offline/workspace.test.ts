import { askOffline, assertAnswer } from "./askOffline";

const SHOP = {
  "src/net/http.ts": `import { sleep } from "./sleep";

/** How often a failed request is tried again. */
export const RETRY_LIMIT = 4;
const timeoutMs = 30_000;

export async function fetchWithRetry(url: string) {
  for (let attempt = 0; attempt <= RETRY_LIMIT; attempt++) {
    // retry until the limit
  }
}
`,
  "src/cart.ts": `export function addToCart(item: Item) {
  const retry = false;
  if (cart.length > limit) throw new Error("limit");
}
`,
  "README.md": `# Shop

The shop retries failed requests. The limit is documented in the code.
Payments are taken by the service \`stripe\`.
`,
  "config/server.yml": "server:\n  port: 8443\n  host: 0.0.0.0\nlog:\n  level: debug\n",
  "test/http.test.ts": "it('respects the retry limit', () => { expect(RETRY_LIMIT).toBe(4); });\n",
};

describe("offline model: questions about a workspace", () => {
  it("finds where something is set, and what it is", async () => {
    const asked = await askOffline("Where is the retry limit set and what is it?", SHOP);
    assertAnswer(asked, ["**`src/net/http.ts:4`**", "RETRY_LIMIT = 4"]);
  });

  it("finds a declaration by the words of its name", async () => {
    assertAnswer(await askOffline("Which function adds an item to the cart?", SHOP), ["src/cart.ts:1", "addToCart"]);
  });

  it("reads a setting", async () => {
    assertAnswer(await askOffline("Which port does the server listen on?", SHOP), ["**8443**", "config/server.yml:2"]);
  });

  it("quotes passages for a question that no line answers", async () => {
    assertAnswer(await askOffline("How are payments handled?", SHOP), ["keyword search only", "README.md:4"]);
  });

  it("quotes an overview when asked what all this is", async () => {
    assertAnswer(await askOffline("What does this project do?", SHOP), [
      "README.md:3",
      "The shop retries failed requests.",
    ]);
  });

  it("says that nothing was found", async () => {
    assertAnswer(await askOffline("What is the launch code of the rocket?", SHOP), ["Nothing found", "rocket"]);
  });
});
