/** By their English names, divided by commas. */
export const MONTHS =
  "January, February, March, April, May, June, July, August, September, October, November, December";
const MONTH = `(?:${MONTHS.replaceAll(", ", "|")}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)`;

const DATES: readonly RegExp[] = [
  /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?/,
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}\\.?(?:,?\\s+\\d{4})?`),
  new RegExp(`\\b${MONTH}\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?\\b`),
  new RegExp(`\\b${MONTH}\\.?\\s+\\d{4}\\b`),
  /\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b/,
  /\b\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?/i,
  /\b(?:1\d{3}|20\d\d)\b/,
  /\b(?:every\s+)?(?:Mondays?|Tuesdays?|Wednesdays?|Thursdays?|Fridays?|Saturdays?|Sundays?)\b/,
];

/** The first date, time or year in a text, the most exact form first. */
export function dateIn(text: string): string | null {
  for (const pattern of DATES) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return found.trim();
  }
  return null;
}

export function yearIn(text: string): string | null {
  return /\b(?:1\d{3}|20\d\d)\b/.exec(text)?.[0] ?? null;
}
