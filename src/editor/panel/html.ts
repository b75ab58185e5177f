/** Addresses that a page may load, as its webview sees them. */
export interface PageAddresses {
  readonly script: string;
  readonly style: string;
  /** The webview's own content source. */
  readonly cspSource: string;
}

/** The page's document. All of a run's text comes later, by message: nothing but addresses is written into HTML. */
export function pageHtml(addresses: PageAddresses, nonce: string): string {
  const { script, style, cspSource } = addresses;
  const policy = [
    "default-src 'none'",
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${style}" />
    <title>RLM</title>
  </head>
  <body>
    <div id="app"></div>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
