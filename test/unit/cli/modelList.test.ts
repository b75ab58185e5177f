import { strict as assert } from "node:assert";
import { startScriptedServer } from "../../support/scriptedServer";
import { CommandLine } from "./commandLine";

describe("rlm models", () => {
  let rlm: CommandLine;
  before(() => {
    rlm = new CommandLine();
  });
  after(() => rlm.dispose());

  it("lists the offline model where nothing else can be reached, and says how to reach more", async () => {
    const { code, stdout, stderr } = await rlm.run(["models"]);
    assert.equal(code, 0);
    assert.match(stdout, /offline.*no language model/);
    assert.match(stderr, /OPENAI_API_KEY/);
  });

  it("L13 lists what a server has, unknown windows and prices as such", async () => {
    const server = await startScriptedServer({ reply: () => "", models: ["zeta", "alpha"] });
    try {
      const { code, stdout } = await rlm.run(["models", "--base-url", server.baseUrl]);
      assert.equal(code, 0);
      const [, first = "", second = ""] = stdout.split("\n");
      assert.match(first, /^alpha .*unknown +unknown$/);
      assert.match(second, /^zeta /);
      const json = await rlm.run(["models", "--base-url", server.baseUrl, "--json"]);
      assert.match(
        json.stdout,
        /^\{"provider":"127\.0\.0\.1:\d+","id":"alpha","contextTokens":null,"price":null,"offline":false\}\n/,
      );
    } finally {
      await server.close();
    }
  });

  it("L12 says that a server can't be reached: exit status 1", async () => {
    const gone = await startScriptedServer({ reply: () => "" });
    await gone.close();
    const { code, stdout, stderr } = await rlm.run(["models", "--base-url", gone.baseUrl]);
    assert.equal(code, 1);
    assert.match(stderr, /refused/);
    assert.match(stdout, /offline/);
  });
});
