import { post } from "./host";
import { findReferences, splitReference, wholeReference, type Reference } from "./references";

/**
 * Makes the links and references in a fragment work, in place. Nothing in the page can be navigated to: the host
 * checks what is asked for and opens it.
 */
export function linkify(fragment: DocumentFragment): void {
  for (const anchor of fragment.querySelectorAll("a")) replaceAnchor(anchor);
  for (const code of fragment.querySelectorAll("code")) linkCode(code);
  for (const text of textsOf(fragment)) linkText(text);
}

function replaceAnchor(anchor: HTMLAnchorElement): void {
  const href = anchor.getAttribute("href") ?? "";
  const label = anchor.textContent;
  const reference = linkedReference(href);
  if (reference !== null) anchor.replaceWith(referenceLink(label, reference));
  else if (/^https?:\/\//iu.test(href)) anchor.replaceWith(webLink(label, href));
  else anchor.replaceWith(...anchor.childNodes);
}

/** A link to a place in a file: `src/a.ts:12`, `src/a.ts#L12`, `src/a.ts#L12-L15`. */
function linkedReference(href: string): Reference | null {
  return wholeReference(
    safeDecode(href).replace(/#L(\d+)(?:-L?(\d+))?$/u, (_all, first: string, last?: string) =>
      last === undefined ? `:${first}` : `:${first}-${last}`,
    ),
  );
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function linkCode(code: HTMLElement): void {
  if (code.closest("pre, a") !== null) return;
  const text = code.textContent;
  const whole = wholeReference(text);
  if (whole !== null) {
    code.replaceChildren(referenceLink(text, whole));
    return;
  }
  const after = code.nextSibling;
  if (!(after instanceof Text)) return;
  const split = splitReference(text, after.data);
  if (split === null) return;
  code.replaceChildren(referenceLink(text + after.data.slice(0, split.end), split));
  after.data = after.data.slice(split.end);
}

function textsOf(fragment: DocumentFragment): readonly Text[] {
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && !isInLink(node)) texts.push(node);
  }
  return texts;
}

function isInLink(node: Node): boolean {
  return node.parentElement !== null && node.parentElement.closest("a") !== null;
}

function linkText(node: Text): void {
  const text = node.data;
  const references = findReferences(text);
  if (references.length === 0) return;
  const parts: (string | Node)[] = [];
  let at = 0;
  for (const reference of references) {
    parts.push(text.slice(at, reference.start), referenceLink(text.slice(reference.start, reference.end), reference));
    at = reference.end;
  }
  parts.push(text.slice(at));
  node.replaceWith(...parts);
}

function referenceLink(label: string, { path, line, endLine }: Reference): HTMLElement {
  return link("reference", label, `Open ${path} at line ${line}`, () =>
    post({ type: "openReference", path, line, endLine }),
  );
}

function webLink(label: string, url: string): HTMLElement {
  return link("link", label, url, () => post({ type: "openLink", url }));
}

/** An anchor without an address: it breaks over lines like text, and there is nothing to navigate to. */
function link(kind: string, label: string, title: string, open: () => void): HTMLElement {
  const anchor = document.createElement("a");
  anchor.className = kind;
  anchor.setAttribute("role", "link");
  anchor.tabIndex = 0;
  anchor.textContent = label;
  anchor.title = title;
  anchor.addEventListener("click", open);
  anchor.addEventListener("keydown", (event) => {
    if (event.key === "Enter") open();
  });
  return anchor;
}
