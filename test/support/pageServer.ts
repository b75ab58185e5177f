import { readFileSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import * as v from "valibot";
import { pageHtml } from "../../src/editor/panel/html";

const themeSchema = v.object({ bodyClass: v.string(), variables: v.record(v.string(), v.string()) });

const NONCE = "dGVzdC1ub25jZQ";

export interface PageServer {
  readonly url: string;
  close(): void;
}

/** Serves `dist/webview` as the panel does: its document, its policy, and a theme's variables as VS Code sets them. */
export async function startPageServer(): Promise<PageServer> {
  const server = createServer((request, response) =>
    answer(new URL(request.url ?? "/", `http://${request.headers.host ?? ""}`), response),
  );
  return { url: await listen(server), close: () => void server.close() };
}

function answer(url: URL, response: ServerResponse): void {
  const send = (type: string, body: string | Buffer) => response.writeHead(200, { "content-type": type }).end(body);
  switch (url.pathname) {
    case "/":
      send("text/html", html(url.origin, url.searchParams.get("theme") ?? "dark"));
      return;
    case "/host.js":
      send("text/javascript", FAKE_HOST);
      return;
    case "/theme.css":
      send("text/css", themeCss(url.searchParams.get("theme") ?? "dark"));
      return;
    case "/main.js":
      send("text/javascript", readFileSync("dist/webview/main.js"));
      return;
    case "/main.css":
      send("text/css", readFileSync("dist/webview/main.css"));
      return;
    case "/codicon.ttf":
      send("font/ttf", readFileSync("dist/webview/codicon.ttf"));
      return;
    default:
      response.writeHead(404).end();
  }
}

/** The page as the panel writes it, with what VS Code adds: the theme, its class, and the page's way to the host. */
function html(origin: string, theme: string): string {
  const page = pageHtml({ script: `${origin}/main.js`, style: `${origin}/main.css`, cspSource: origin }, NONCE);
  const additions = `<link rel="icon" href="data:," />
    <link rel="stylesheet" href="/theme.css?theme=${encodeURIComponent(theme)}" />
    <script nonce="${NONCE}" src="/host.js"></script>
  </head>`;
  return page.replace("</head>", additions).replace("<body>", `<body class="${readTheme(theme).bodyClass}">`);
}

/** VS Code's side of the page: messages are kept for the test, and state survives a reload. */
const FAKE_HOST = `
window.sentMessages = [];
window.fromHost = (messages) => {
  for (const message of messages) window.postMessage(message, "*");
  return new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 0)));
};
window.acquireVsCodeApi = () => ({
  postMessage: (message) => { window.sentMessages.push(structuredClone(message)); },
  getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null") ?? undefined,
  setState: (state) => { sessionStorage.setItem("state", JSON.stringify(state)); },
});
addEventListener("securitypolicyviolation", (event) => console.error("policy: " + event.violatedDirective + " " + event.blockedURI));
`;

function themeCss(theme: string): string {
  const { variables } = readTheme(theme);
  const lines = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  return `${readFileSync("test/fixtures/themes/defaults.css", "utf8")}\n:root { ${lines.join("\n")} }\nhtml { background: var(--vscode-editor-background); }`;
}

function readTheme(theme: string): v.InferOutput<typeof themeSchema> {
  const name = theme.replace(/[^a-z-]/gu, "");
  return v.parse(themeSchema, JSON.parse(readFileSync(join("test/fixtures/themes", `${name}.json`), "utf8")));
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The page's server has no port.");
  return `http://127.0.0.1:${address.port}/`;
}
