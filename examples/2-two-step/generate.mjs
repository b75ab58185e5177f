/** Writes docs/: 100 short documents about invented companies, products, people and cities; the same at every run. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { seeded } from "../seeded.mjs";

const random = seeded(4711);
const number = (from, to) => from + Math.floor(random() * (to - from + 1));
const pick = (list) => list[Math.floor(random() * list.length)];
const shuffled = (list) =>
  list
    .map((item) => [random(), item])
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item);

const CITIES = shuffled(
  "Lisbon Tallinn Ghent Porto Gdansk Bergen Turin Malmo Riga Graz Split Cork Leiden Basel Aarhus Kosice Vigo Trieste Bilbao Tartu".split(
    " ",
  ),
);
const FIRST =
  "Mira Boris Clara Anton Edda Jonas Petra Viktor Selma Rafael Ines Tomas Greta Milan Oda Felix Nora Emil Lotta Simon Agnes Karel Hanna Leo Irma".split(
    " ",
  );
const LAST =
  "Castell Lind Voss Brandt Okoro Halvorsen Ferrant Dusek Amado Kestler Moreau Tamm Novak Serra Byrne Wolters Arden Koppel Marsh Ilves Roth Salo Dray Fenn Quist".split(
    " ",
  );
const COMPANIES = shuffled(
  "Helios Works|Northwind Foundry|Kite and Sons|Delta Loom|Granite Motors|Blue Anvil|Tern Marine|Vesper Optics|Polar Gear|Sable Electric|Mosaic Labs|Orchard Rail|Cinder Forge|Juniper Instruments|Harbour Light|Quarry Systems|Lantern Mills|Meridian Pumps|Falcon Bearings|Willow Craft".split(
    "|",
  ),
);
const PRODUCTS = shuffled(
  "Aurora engine|Aurora lamp|Borealis engine|Comet pump|Drift turbine|Ember stove|Fjord compass|Gale rotor|Halo projector|Iris lens|Jetty crane|Krill filter|Lumen panel|Mistral fan|Nimbus sensor|Onyx drill|Pearl valve|Quill printer|Ripple motor|Summit winch".split(
    "|",
  ),
);

const people = shuffled(
  FIRST.map((first, i) => ({ name: `${first} ${LAST[i]}`, born: pick(CITIES), year: number(1890, 1965) })),
);
const companies = COMPANIES.map((name, i) => ({
  name,
  founder: people[i],
  seat: pick(CITIES),
  year: people[i].year + number(22, 40),
  product: PRODUCTS[i],
}));

const documents = [
  ...companies.map(({ name, founder, seat, year }) => ({
    title: name,
    text: [
      `${name} is a company with its main works in ${seat}. It has ${number(40, 900)} employees.`,
      `It was founded in ${year} by ${founder.name}, who led it for ${number(5, 30)} years.`,
      `The name goes back to ${pick(["an old inn", "a family story", "a street in the harbour", "a ship"])}.`,
    ],
  })),
  ...companies.map(({ name, product, year }) => ({
    title: `The ${product}`,
    text: [
      `The ${product} came to the market in ${year + number(3, 20)}.`,
      `It is made by ${name} and weighs ${number(2, 400)} kg.`,
      `Repairs are ${pick(["easy", "seldom needed", "done at the works", "left to the trade"])}.`,
    ],
  })),
  ...people.map(({ name, born, year }) => ({
    title: name,
    text: [
      `${name} grew up as the ${pick(["youngest", "eldest", "second"])} of ${number(2, 6)} children.`,
      `${name} was born in ${born} in ${year} and studied in ${pick(CITIES.filter((city) => city !== born))}.`,
      `Later letters speak of ${pick(["sailing", "chess", "bees", "clocks", "mountains"])} more than of work.`,
    ],
  })),
  ...CITIES.map((city) => ({
    title: city,
    text: [
      `${city} has ${number(60, 900)} thousand inhabitants and ${number(2, 14)} bridges.`,
      `Its museum shows ${pick(["engines", "maps", "looms", "lamps", "boats"])} of the last two centuries.`,
      `A festival is held there every ${pick(["May", "June", "September"])}.`,
    ],
  })),
];
const MINUTES = ["harbour board", "chess club", "museum friends", "rowing club", "choir"];
for (let n = 1; documents.length < 100; n++) {
  documents.push({
    title: `Minutes of the ${pick(MINUTES)}, no. ${n}`,
    text: [
      `${number(4, 30)} members were present.`,
      `A talk on the founders of the city and the birth of its industry was put off to ${pick(["spring", "autumn"])}.`,
      `The engine of the old ferry needs ${pick(["oil", "paint", "a new belt"])}.`,
    ],
  });
}

const folder = fileURLToPath(new URL("docs", import.meta.url));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
shuffled(documents).forEach(({ title, text }, i) => {
  writeFileSync(`${folder}/${String(i + 1).padStart(3, "0")}.md`, `# ${title}\n\n${text.join("\n")}\n`);
});
