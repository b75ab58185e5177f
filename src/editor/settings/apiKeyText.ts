/** Why a text can't be a key, for people; null when it can. Spaces around it are no matter: they are cut off. */
export function apiKeyProblem(text: string): string | null {
  const key = text.trim();
  if (key === "") return "The key is blank. Paste the key, or press Escape to leave things as they are.";
  if (/\s/.test(key)) return "A key has no spaces or line breaks in it. Paste the key alone.";
  if (!/^[\x21-\x7e]+$/.test(key))
    return "A key has only plain letters, digits and signs. Copy it again from its source.";
  return null;
}
