import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newProfile } from "./browser";
import { makeHome, removeHome } from "./home";
import { prepareOpened } from "./opened";
import type { Opened, OpenedPaths } from "./opened";
import { startServer } from "./server";
import type { ServerOptions } from "./server";
import { workbenchUrl } from "./url";

export interface WorkbenchOptions extends Pick<ServerOptions, "settings" | "env" | "trust"> {
  readonly opened: Opened;
}

/** A real VS Code window in a browser, with the packed extension installed. */
export interface Workbench {
  readonly page: Page;
  /** What the window has open: absolute paths. */
  readonly opened: OpenedPaths;
  /** The server's user data: `data/User`, `data/logs`, … */
  readonly home: string;
  /** Waits until the workbench stands; used after a reload. */
  ready(): Promise<void>;
  /** Ends the server, starts it again with the same data and address, and opens the window anew. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Installs `dist/rlm.vsix` into a new VS Code and opens a window. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const home = makeHome();
  const opened = prepareOpened(options.opened, home);
  const serverOptions: ServerOptions = { ...options, mode: "user", home, vsix: join("dist", "rlm.vsix") };
  let server = await startServer(serverOptions);
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await server.stop();
    removeHome(home);
  };
  try {
    browser = await launchBrowser();
    const page = await (await newProfile(browser)).newPage();
    page.setDefaultTimeout(20_000);
    const ready = () => page.locator(".monaco-workbench .statusbar").waitFor();
    const open = async () => {
      await page.goto(workbenchUrl(server.url, opened));
      await ready();
    };
    const restart = async () => {
      await server.stop();
      server = await startServer({ ...serverOptions, port: server.port });
      await open();
    };
    await open();
    return { page, opened, home, ready, restart, close };
  } catch (error) {
    await close();
    throw error;
  }
}
