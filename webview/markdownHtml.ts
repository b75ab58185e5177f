import DOMPurify from "dompurify";
import { Marked } from "marked";

/**
 * Markdown by a model, as a document fragment that is safe to show: no HTML of its own, nothing loaded from anywhere, no
 * attribute but the few named here.
 */
export function markdownFragment(markdown: string): DocumentFragment {
  return DOMPurify.sanitize(toHtml(markdown), {
    ALLOWED_TAGS,
    ALLOWED_ATTR: ["href", "align", "start"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}

const ALLOWED_TAGS =
  "p br hr h1 h2 h3 h4 h5 h6 strong em del code pre blockquote ul ol li a table thead tbody tr th td".split(" ");

const marked = new Marked({
  gfm: true,
  async: false,
  renderer: {
    // HTML in a reply is text that a model wrote, so it is shown as such.
    html: ({ text }) => escapeHtml(text),
    image: ({ text, href }) => escapeHtml(`[image: ${text === "" ? href : text}]`),
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
  tokenizer: {
    /** `__init__.py` and `src/__tests__/a.ts` are paths, not emphasis. */
    emStrong(source, _masked, before = "") {
      return source.startsWith("_") && isPathPart(source, before) ? undefined : false;
    },
  },
});

function isPathPart(source: string, before: string): boolean {
  return before === "/" || /^_{1,3}[\p{L}\p{N}]+_{1,3}[./][\p{L}\p{N}_]/u.test(source);
}

function toHtml(markdown: string): string {
  try {
    return marked.parse(markdown, { async: false });
  } catch {
    // Nesting too deep for the parser: the text itself is still readable.
    return `<pre>${escapeHtml(markdown)}</pre>`;
  }
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
