// npm start [-- --no-open] [-- --port N]
// Opens a VS Code with the extension on the sample workspace: the installed one, or else a packaged one in the browser.
import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import { findCode, openInBrowser, openInCode } from "./lib/installedCode.mjs";
import { onProjectNode } from "./lib/node.mjs";
import { at, workFolder } from "./lib/paths.mjs";
import { main, Problem } from "./lib/problem.mjs";
import { excerpt, isEnding, onInterrupt, run } from "./lib/processes.mjs";
import { packVsix, vsixFile } from "./lib/vsix.mjs";
import { ensureTools } from "./setup/tools.mjs";

/** Always the same one: the browser keeps what belongs to a VS Code, such as its secrets, by address. */
const PORT = 8137;
const WORKSPACE = at("examples/lantern");

function readArguments() {
  const options = { "no-open": { type: "boolean", default: false }, port: { type: "string" } };
  const { values } = parseArgs({ options });
  const port = Number(values.port ?? PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Problem(`--port ${values.port} is no port: it is a number from 1 to 65535.`);
  return { open: !values["no-open"], port, strictPort: values.port !== undefined };
}

async function startInstalled(code) {
  const { status, output } = await run(process.execPath, [at("esbuild.js"), "--no-tests"], { cwd: at() });
  if (status !== 0) throw new Problem(`The build failed:\n${excerpt(output)}`);
  await openInCode(code, WORKSPACE).catch((error) => {
    throw new Problem(`"${code}" could not open a window: ${error.message}`);
  });
  console.log(`\nA VS Code window opens on ${WORKSPACE}, with the extension loaded.`);
}

async function startPackaged({ open, port, strictPort }) {
  await ensureTools({ browser: false });
  await packVsix();
  const { serve } = createRequire(import.meta.url)("../dist/test/support/vscodeHost/serve.js");
  const home = `${workFolder}/start`;
  const password = process.env.PASSWORD || undefined;
  const options = { folder: WORKSPACE, home, vsix: vsixFile, port, strictPort, password };
  const server = await serve(options).catch((error) => {
    throw new Problem(error.message);
  });
  onInterrupt(() => server.stop());
  console.log(`\nVS Code with RLM on the sample workspace:\n\n  ${server.address}\n`);
  console.log(
    `It listens on this machine only and ${password ? "asks for the password in PASSWORD" : "asks for no password (PASSWORD=… npm start sets one)"}.`,
  );
  console.log("Press Ctrl+C to end it.");
  if (open && !(await openInBrowser(server.address))) console.log("Open the address in your browser.");
  await server.ended;
  if (isEnding()) return;
  throw new Problem(`The packaged VS Code ended by itself:\n${excerpt(server.log())}`);
}

await main(async () => {
  const wanted = readArguments();
  await onProjectNode(import.meta.url);
  const code = wanted.open && !wanted.strictPort ? await findCode() : null;
  await (code ? startInstalled(code) : startPackaged(wanted));
});
