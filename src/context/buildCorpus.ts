import { dirname, isAbsolute, resolve } from "node:path";
import type { ContextShape, Corpus, CorpusPart } from "../core/corpus";
import { folderOf, lookUp, type Chosen } from "./chosen";
import { FileList } from "./listFiles";
import { emptyCorpus, makeManifest } from "./manifest";
import { defaultName, type ChosenGroup } from "./names";
import { nothingToRead } from "./nothingToRead";
import { Pace } from "./pace";
import { PackFile } from "./packFile";
import { ProgressMeter } from "./progress";
import { Reader } from "./reader";
import {
  DEFAULT_OPTIONS,
  type BuildOptions,
  type CorpusRequest,
  type Group,
  type Progress,
  type TextAtHand,
} from "./request";
import { Roots } from "./roots";
import { provenShape, shapeByName } from "./shape";
import { Skips } from "./skips";
import { estimateTokens } from "./tokens";

/**
 * Makes a corpus of what a person chose: lists, reads and decodes the files, and packs their texts into one private
 * temporary file that lives until the corpus is disposed of. Memory is bounded by the largest file.
 *
 * One file, or one text, is `context` itself: data where its extension says so and it parses, else a string. Folders and
 * several files are a list. Throws a `ContextError` when a chosen path does not exist, when nothing can be read, when
 * the signal is aborted, and when there is no room for the packed file.
 */
export async function buildCorpus(
  request: CorpusRequest,
  options: Partial<BuildOptions> = {},
  signal: AbortSignal = new AbortController().signal,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Corpus> {
  const work: Work = {
    options: { ...DEFAULT_OPTIONS, ...options },
    skips: new Skips(),
    pace: new Pace(signal),
    progress: new ProgressMeter(onProgress),
  };
  const groups: ChosenGroup[] = [];
  for (const group of request.groups) groups.push(await lookUpGroup(group, work.options.unsaved));
  if (groups.length === 0) return emptyCorpus(nameOf(request, 0) ?? "no context");
  const roots = new Roots(request.roots ?? [], groups.flatMap(foldersOf));
  const lists = await listAll(groups, roots, work);
  const pack = await PackFile.create(work.options.tempDir);
  try {
    const total = groups.reduce((sum, group, i) => sum + group.texts.length + (lists[i]?.length ?? 0), 0);
    const reader = new Reader({ ...work, pack, roots, total });
    const parts: CorpusPart[] = [];
    for (const [i, group] of groups.entries()) parts.push(await packGroup(group, lists[i] ?? [], reader, work.pace));
    const { packed } = reader;
    if (packed.length === 0) throw nothingToRead(work.skips.list());
    const manifest = makeManifest({
      name: nameOf(request, packed.length) ?? defaultName(groups, roots, packed),
      parts,
      packed,
      tokens: await estimateTokens(pack),
      roots: roots.manifest(),
      skipped: work.skips.list(),
    });
    await pack.close();
    const entries = packed.map(({ entry }) => entry);
    return { manifest, parts, entries, packPath: pack.path, dispose: () => pack.remove() };
  } catch (error) {
    await pack.remove();
    throw error;
  }
}

interface Work {
  readonly options: BuildOptions;
  readonly skips: Skips;
  readonly pace: Pace;
  readonly progress: ProgressMeter;
}

async function lookUpGroup(group: Group, unsaved: BuildOptions["unsaved"]): Promise<ChosenGroup> {
  const { name, paths = [], texts = [] } = group;
  const chosen: Chosen[] = [];
  for (const path of paths) {
    // An editor may still hold the text of a file that is gone.
    const held = unsaved.has(resolve(path));
    chosen.push(held ? { kind: "file", path: resolve(path) } : await lookUp(path));
  }
  return { name, chosen, texts };
}

function foldersOf({ chosen, texts }: ChosenGroup): string[] {
  const files = texts.map(({ path }) => path).filter((path) => isAbsolute(path));
  return [...chosen.map(folderOf), ...files.map((path) => dirname(path))];
}

/** The files of each group. */
async function listAll(groups: readonly ChosenGroup[], roots: Roots, work: Work): Promise<readonly string[][]> {
  const lists: string[][] = [];
  let before = 0;
  for (const { chosen } of groups) {
    const found = (files: number) =>
      work.progress.tell({ stage: "listing", files: before + files, total: null, bytes: 0 });
    const list = new FileList({ ...work, roots, before, found });
    for (const one of chosen) await list.add(one);
    await list.followLinks();
    lists.push(list.paths);
    before += list.paths.length;
  }
  return lists;
}

async function packGroup(
  group: ChosenGroup,
  paths: readonly string[],
  reader: Reader,
  pace: Pace,
): Promise<CorpusPart> {
  const { name, chosen, texts } = group;
  const first = reader.packed.length;
  let last = await reader.addFiles(paths);
  for (const text of texts) last = await reader.addText(text);
  const count = reader.packed.length - first;
  const isOne = chosen.length <= 1 && paths.length + texts.length === 1 && chosen[0]?.kind !== "folder";
  if (!isOne) return { name, shape: "files", first, count };
  if (last === null) return { name, shape: "none", first, count };
  const promised = texts[0] === undefined ? shapeByName(paths[0] ?? "") : promisedBy(texts[0]);
  return { name, shape: await provenShape(promised, last, pace), first, count };
}

function promisedBy({ path, shape, firstLine }: TextAtHand): ContextShape {
  return shape ?? (firstLine === undefined ? shapeByName(path) : "text");
}

function nameOf(request: CorpusRequest, files: number): string | undefined {
  return typeof request.name === "function" ? request.name(files) : request.name;
}
