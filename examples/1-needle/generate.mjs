/**
 * Writes data/service.log: 1,000,000 lines as a busy server writes them, the same at every run. One of them, at a place
 * that the seed decides, holds the magic number.
 */
import { mkdirSync, openSync, writeSync, closeSync, renameSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { seeded } from "../seeded.mjs";

const LINES = 1_000_000;
const SERVICES = ["gateway", "billing", "search", "mailer", "catalog", "sessions", "thumbnails", "scheduler"];
const EVENTS = [
  (pick, n) =>
    `request ${n(100000, 999999)} finished status=${pick([200, 200, 200, 204, 304, 404, 500])} ms=${n(1, 900)}`,
  (pick, n) => `cache ${pick(["hit", "miss"])} key=item:${n(1, 90000)} size=${n(200, 9000)}`,
  (pick, n) => `retry number ${n(1, 4)} for job ${n(1000, 9999)} in ${n(1, 60)} s`,
  (pick, n) => `worker ${n(1, 64)} took ${n(1, 40)} tasks from queue ${pick(["high", "normal", "low"])}`,
  (pick, n) => `file header has magic bytes ${n(0x1000, 0xffff).toString(16)}, accepted`,
  (pick, n) => `user ${n(1, 5000)} signed ${pick(["in", "out"])} from 10.${n(0, 255)}.${n(0, 255)}.${n(1, 254)}`,
];

const folder = fileURLToPath(new URL("data", import.meta.url));
const target = `${folder}/service.log`;
const random = seeded(20260314);
const number = (from, to) => from + Math.floor(random() * (to - from + 1));
const pick = (list) => list[Math.floor(random() * list.length)];

const needleAt = number(Math.floor(LINES * 0.3), Math.floor(LINES * 0.9));
const needle = `the magic number is ${number(1_000_000, 9_999_999)}`;

mkdirSync(folder, { recursive: true });
const file = openSync(`${target}.part`, "w");
let time = Date.UTC(2026, 2, 14);
let block = [];
for (let line = 1; line <= LINES; line++) {
  time += number(1, 170);
  const what = line === needleAt ? needle : pick(EVENTS)(pick, number);
  block.push(`${new Date(time).toISOString()} INFO [${pick(SERVICES)}] ${what}\n`);
  if (block.length === 10_000 || line === LINES) {
    writeSync(file, block.join(""));
    block = [];
  }
}
closeSync(file);
renameSync(`${target}.part`, target);
