import { setTimeout as delay } from "node:timers/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import type { RunEvent } from "../../src/core/events";
import type { HostMessage } from "../../src/editor/panel/messages";
import { startPageServer } from "./pageServer";
import { launchBrowser } from "./vscodeHost/browser";

type Theme = "dark" | "light" | "high-contrast" | "high-contrast-light";

export interface PageOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

/** The run panel's page in a real browser, with this test in the host's place. */
export interface OpenPage {
  readonly page: Page;
  /** Gives the page messages of the host, and waits until they are drawn. */
  readonly send: (...messages: readonly HostMessage[]) => Promise<void>;
  /** Sends events as the first ones of a run. */
  readonly show: (events: readonly RunEvent[], more?: Partial<Snapshot>) => Promise<void>;
  /** What the page has told the host so far, oldest first. */
  readonly sent: () => Promise<readonly unknown[]>;
  /** Waits until the page has told the host a message of this type, and returns the newest. */
  readonly received: (type: string) => Promise<unknown>;
  /** Waits until an expression is true in the page, and returns its value. */
  readonly until: (expression: string) => Promise<unknown>;
  /** What went wrong in the page: exceptions, console errors, violations of its content security policy. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
}

type Snapshot = Extract<HostMessage, { type: "snapshot" }>;

export interface PageHarness {
  readonly open: (options?: PageOptions) => Promise<OpenPage>;
  readonly close: () => Promise<void>;
}

const LIMIT_MS = 10_000;
const POLL_MS = 20;

/** Starts a browser, and a server that gives it `dist/webview` under the policy that the panel has in VS Code. */
export async function startPageHarness(): Promise<PageHarness> {
  const server = await startPageServer();
  const browser = await launchBrowser();
  return {
    open: (options) => openPage(browser, server.url, options ?? {}),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function openPage(browser: Browser, url: string, options: PageOptions): Promise<OpenPage> {
  const { theme = "dark", width = 1000, height = 800 } = options;
  const context: BrowserContext = await browser.newContext({
    viewport: { width, height },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(LIMIT_MS);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) problems.push(`asked for ${request.url()}`);
  });
  await page.goto(`${url}?theme=${theme}`);
  const sent = () => page.evaluate<readonly unknown[]>("window.sentMessages");
  // Asked from here: the page's policy forbids what Playwright would have it evaluate by itself.
  const until = async (expression: string) => {
    const end = Date.now() + LIMIT_MS;
    for (;;) {
      const value = await page.evaluate<unknown>(expression);
      if (value !== undefined && value !== null && value !== false) return value;
      if (Date.now() > end) throw new Error(`never true in the page: ${expression}`);
      await delay(POLL_MS);
    }
  };
  const send = (...messages: readonly HostMessage[]) =>
    page.evaluate<undefined>(`fromHost(${JSON.stringify(messages)})`);
  return {
    page,
    problems,
    send,
    sent,
    show: (events, more = {}) =>
      send({ type: "snapshot", run: "r1", events, live: true, interrupted: false, problems: [], ...more }),
    until,
    received: (type) => until(`sentMessages.findLast((message) => message.type === ${JSON.stringify(type)})`),
    close: () => context.close(),
  };
}
