import { stem } from "./stem";

/** Words that questions and texts use for one another. Short on purpose: each pair can also mislead. */
const GROUPS: readonly (readonly string[])[] = [
  "make made maker build built builder produce product producer manufacture manufacturer construct create",
  "found establish founder cofound",
  "born birth birthplace native",
  "company firm corporation business enterprise",
  "city town",
  "country nation",
  "die death deceased",
  "write author written",
  "live reside home residence",
  "work job",
  "employ employee staff worker",
  "lead head chief manage manager director ceo boss",
  "limit max maximum cap",
  "price cost",
  "start begin launch",
  "end finish stop",
  "delete remove",
  "buy purchase bought",
  "study graduate attend educated",
  "marry married wife husband spouse",
  "password passphrase passcode",
  "retry attempt try tries tried",
  "error fail failure exception",
  "own owner belong",
  "locate location based seat headquarters stand lie",
  "year date",
  "phone telephone mobile",
  "client customer buyer",
  "revenue sales turnover income",
  "quantity units pieces",
  "salary wage pay",
].map((line) => line.split(" "));

const BY_STEM = new Map<string, readonly string[]>(
  GROUPS.flatMap((group) => group.map((word): [string, readonly string[]] => [stem(word), group])),
);

/** Words for what the word with this stem says, itself and irregular forms among them; empty where none are known. */
export function synonymsOf(stemmed: string): readonly string[] {
  return BY_STEM.get(stemmed) ?? [];
}

/** Whether two stems belong to words of one group. */
export function areSynonyms(a: string, b: string): boolean {
  const group = BY_STEM.get(a);
  return group !== undefined && group === BY_STEM.get(b);
}
