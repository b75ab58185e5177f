import { strict as assert } from "node:assert";
import { hideSecrets } from "../../../src/models/secrets";

describe("Secrets in texts", () => {
  it("C6 hides the known ones, also where they are escaped for a URL", () => {
    const key = "a/very+secret=key";
    assert.equal(hideSecrets(`<${key}> ?k=${encodeURIComponent(key)}.`, [key, null]), "<[hidden]> ?k=[hidden].");
  });

  it("C6 hides what looks like one", () => {
    const texts = {
      "Incorrect API key provided: sk-proj-12**********wxyz. See https://x.example": "sk-proj-12",
      "header Authorization: Bearer abc.DEF-123": "abc.DEF-123",
      "Basic dXNlcjpwYXNz was sent": "dXNlcjpwYXNz",
      "https://me:hunter2@example.com/v1 failed": "hunter2",
      "GET /v1/models?key=AIzaSyA1234567890abcdef failed": "AIzaSyA1234567890abcdef",
      '{"api_key": "plain-words"}': "plain-words",
      "token eyJhbGciOi.eyJzdWIiOiIx.c2lnbmF0dXJl expired": "eyJhbGciOi",
      "gsk_abcdefghijk is not valid": "gsk_abcdefghijk",
    };
    for (const [text, secret] of Object.entries(texts)) {
      const shown = hideSecrets(text, []);
      assert.ok(!shown.includes(secret) && shown.includes("[hidden]"), shown);
    }
  });

  it("leaves ordinary words alone, and is not slow on hostile ones", () => {
    const plain = "The model `m` does not exist (see https://platform.example/docs?x=1); max_tokens: 100, asked 200.";
    assert.equal(hideSecrets(plain, ["", "abc"]), plain);
    const start = performance.now();
    hideSecrets("a://".repeat(16_000) + "api key ".repeat(8_000), ["zzzz"]);
    hideSecrets("a.".repeat(320_000) + "eyJ-".repeat(160_000), []);
    assert.ok(performance.now() - start < 2_000);
  });
});
