// npm run package: the extension as it is shipped, dist/rlm.vsix.
import { main } from "./lib/problem.mjs";
import { onProjectNode } from "./lib/node.mjs";

await main(async () => {
  await onProjectNode(import.meta.url);
  const { packVsix } = await import("./lib/vsix.mjs");
  await packVsix();
});
