import type { PageMessage } from "../src/editor/panel/messages";

const api = acquireVsCodeApi();

/** Tells the host something. There is no reply but further messages. */
export function post(message: PageMessage): void {
  api.postMessage(message);
}

/** What an earlier life of this page kept; undefined where there was none. Not to be trusted. */
export function readKept(): unknown {
  return api.getState();
}

/** Keeps a value over a reload of the page, and for the host when it restores the panel. */
export function keep(value: unknown): void {
  api.setState(value);
}
