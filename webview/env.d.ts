/** Style sheets are collected by the bundler. */
declare module "*.css";

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** Given to the page by VS Code; may be called once. */
declare function acquireVsCodeApi(): VsCodeApi;
