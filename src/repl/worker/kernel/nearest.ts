import { append, indexOf, max, min, toLowerCase } from "./intrinsics";

/** Names in the order of their likeness to a name that was not found. */
export function nearestFirst(wanted: string, names: readonly string[]): string[] {
  const rest: { name: string; distance: number }[] = [];
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name !== undefined) append(rest, { name, distance: distance(wanted, name) });
  }
  const sorted: string[] = [];
  for (let taken = 0; taken < rest.length; taken++) {
    let best: { name: string; distance: number } | undefined;
    for (let i = 0; i < rest.length; i++) {
      const one = rest[i];
      if (one !== undefined && one.distance >= 0 && (best === undefined || one.distance < best.distance)) best = one;
    }
    if (best === undefined) break;
    append(sorted, best.name);
    best.distance = -1;
  }
  return sorted;
}

/** Letters to change, small for a name that holds the other one. */
function distance(a: string, b: string): number {
  const x = toLowerCase(a);
  const y = toLowerCase(b);
  if (x === y) return 0;
  const isPart = indexOf(y, x) >= 0 || indexOf(x, y) >= 0;
  if (isPart && min(x.length, y.length) * 2 >= max(x.length, y.length)) return 1;
  return editDistance(x, y);
}

function editDistance(a: string, b: string): number {
  const m = min(a.length, 60);
  const n = min(b.length, 60);
  let row: number[] = [];
  for (let j = 0; j <= n; j++) append(row, j);
  for (let i = 1; i <= m; i++) {
    const next: number[] = [];
    append(next, i);
    for (let j = 1; j <= n; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      append(next, min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[n] ?? 0;
}
