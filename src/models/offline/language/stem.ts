/** The part of a word that its forms share, in lower case: `retries` and `retry`, `making` and `made`, `founded` and `found`. */
export function stem(word: string): string {
  const lower = word.toLowerCase();
  const base = IRREGULAR.get(lower) ?? lower;
  if (base.length <= 3 || /\d/.test(base)) return base;
  return withoutFinalE(withoutVerbEnding(singular(base)));
}

function singular(word: string): string {
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:sses|shes|ches|xes|zzes)$/.test(word)) return word.slice(0, -2);
  return /(?:ss|us|is)$/.test(word) || !word.endsWith("s") ? word : word.slice(0, -1);
}

function withoutVerbEnding(word: string): string {
  if (/ied$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  const ending = /(?:ing|ed)$/.exec(word);
  if (ending === null) return word;
  const base = word.slice(0, ending.index);
  if (base.length < 3 || !/[aeiouy]/.test(base)) return word;
  return /([bdfgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

function withoutFinalE(word: string): string {
  return word.length > 3 && word.endsWith("e") ? word.slice(0, -1) : word;
}

/** Forms that no rule reaches. `found` stays: it is the stem of `founded`. */
const IRREGULAR = new Map(
  [
    "make made",
    "build built",
    "buy bought",
    "sell sold",
    "write wrote written",
    "lead led",
    "run ran running",
    "give gave given",
    "take took taken",
    "eat ate eaten",
    "lose lost",
    "win won",
    "spend spent",
    "keep kept",
    "hold held",
    "meet met",
    "grow grew grown",
    "begin began begun",
    "choose chose chosen",
    "draw drew drawn",
    "know knew known",
    "leave left",
    "pay paid",
    "send sent",
    "stand stood",
    "teach taught",
    "throw threw thrown",
    "break broke broken",
    "die died dies",
    "lie lay lies",
    "child children",
    "person people persons",
    "man men",
    "woman women",
    "mouse mice",
    "goose geese",
    "foot feet",
    "knife knives",
    "loaf loaves",
  ].flatMap((line) => {
    const [base = "", ...forms] = line.split(" ");
    return forms.map((form): [string, string] => [form, base]);
  }),
);

/** The stems of words that are divided by white space. */
export function stemsOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/).map(stem));
}
