/**
 * VS Code's names of encodings whose label for `TextDecoder` is another word. Those without an entry are tried as they
 * are; `latin1` is not a label but ISO 8859-1 proper, which the Encoding Standard reads as windows-1252.
 */
const LABELS: ReadonlyMap<string, string> = new Map([
  ["utf8", "utf-8"],
  ["utf8bom", "utf-8"],
  ["utf16le", "utf-16le"],
  ["utf16be", "utf-16be"],
  ["iso88591", "latin1"],
  ["macroman", "macintosh"],
  ["cp866", "ibm866"],
  ["gb2312", "gbk"],
  ["big5hkscs", "big5"],
  ["cp950", "big5"],
  ["shiftjis", "shift_jis"],
  ["eucjp", "euc-jp"],
  ["euckr", "euc-kr"],
]);

/** The label with which `TextDecoder` reads an encoding of VS Code (or one that was guessed); null: not at all. */
export function decoderLabel(encoding: string): string | null {
  const name = encoding.toLowerCase().replace(/[^a-z0-9]/g, "");
  const known = LABELS.get(name);
  if (known !== undefined) return known;
  const dashed = name.replace(/^iso8859(\d)/, "iso-8859-$1").replace(/^(windows|koi8)(?=.)/, "$1-");
  return [dashed, encoding].map(standardLabel).find((label) => label !== null) ?? null;
}

function standardLabel(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
