const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** `20261122-101530-k3f9wq`: sorts by time, fits a file name, unique enough for every run a person will ever make. */
export function newRunId(now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  const random = crypto.getRandomValues(new Uint8Array(6));
  return `${stamp}-${Array.from(random, (byte) => ALPHABET[byte % ALPHABET.length] ?? "0").join("")}`;
}
