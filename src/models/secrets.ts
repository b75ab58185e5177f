/** What stands in a text where a key or token stood. */
const HIDDEN = "[hidden]";

/** Forms that keys and tokens have, whole or masked by the server that quotes them. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=*-]+/gi, `$1 ${HIDDEN}`],
  [/\b(?:sk|pk|gsk|rk|xai|hf)[-_][\w.*-]{6,}/gi, HIDDEN],
  [/\bAIza[\w*-]{10,}/g, HIDDEN],
  [/(?<![\w-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/((?:api|access|secret|auth)[\s_-]?(?:key|token)[\w ]{0,20}["']?\s*[:=]\s*["'`]?)[^\s"'`,;&]+/gi, `$1${HIDDEN}`],
  [/([?&](?:key|token|sig|signature|password)=)[^&\s"']+/gi, `$1${HIDDEN}`],
  [/([a-z][a-z\d+.-]{0,30}:\/\/)[^\s/@]+@/gi, `$1${HIDDEN}@`],
];

/** `text` without `secrets`, and without anything that looks like a key, a token or credentials in a URL. */
export function hideSecrets(text: string, secrets: readonly (string | null)[]): string {
  let shown = text;
  for (const secret of secrets) {
    // A shorter one is no secret, and would tear ordinary words.
    if (secret === null || secret.length < 4) continue;
    shown = shown.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN);
  }
  return SECRETS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), shown);
}
