import type { OpenedPaths } from "./opened";

/** An extension under development and the module whose `run()` tests it: absolute paths. Needs a server with the driver. */
export interface UnderTest {
  readonly extension: string;
  readonly tests: string;
}

/** The address of a workbench. */
export function workbenchUrl(server: string, opened: OpenedPaths, underTest?: UnderTest): string {
  const url = new URL(server);
  if (opened.folder !== undefined) url.searchParams.set("folder", opened.folder);
  if (opened.workspace !== undefined) url.searchParams.set("workspace", opened.workspace);
  const payload = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  if (underTest !== undefined) {
    payload.push(
      ["extensionDevelopmentPath", remote(underTest.extension)],
      ["extensionTestsPath", remote(underTest.tests)],
    );
  }
  url.searchParams.set("payload", JSON.stringify(payload));
  return url.toString();
}

/** code-server's workbench calls its remote by the word "remote", not by host and port. */
function remote(path: string): string {
  return `vscode-remote://remote${encodeURI(path)}`;
}
