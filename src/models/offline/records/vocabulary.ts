import { anyOf } from "../language/anyOf";
import { stemsOf } from "../language/stem";

export const MOST = anyOf(
  `(?<!at )most, highest, largest, biggest, greatest, maximum, max, top, best, latest, newest, longest, tallest, heaviest,
  oldest`,
);
export const LEAST = anyOf(
  `(?<!at )least, lowest, smallest, fewest, minimum, min, cheapest, earliest, shortest, lightest, youngest, worst, first`,
);
export const LATEST = anyOf("latest, newest, last, most recent(?:ly)?");
export const IN_TIME = anyOf("latest, newest, most recent(?:ly)?, earliest, first, oldest");
export const OFTEN = anyOf("common, frequent(?:ly)?, often, popular");
export const COUNTS = anyOf("how many, number of, count");
export const ADDS = anyOf("total, sum, how much, combined, altogether, overall");
export const AVERAGE = anyOf("average, mean");
export const MEDIAN = anyOf("median");
export const SHARE = anyOf("percent(?:age)?, share, proportion, fraction");
export const TRADE = anyOf("sold, bought, ordered, shipped, delivered, purchased, returned");

/** Names of columns that add up within a group, as a price or an age does not. */
export const AMOUNTS = stemsOf(
  "amount quantity unit revenue sale turnover cost count value hour spend income profit total",
);
export const MONEY = stemsOf("amount price cost total revenue sale salary value balance fee budget income");
export const PRICES = stemsOf("price cost fee rate");
export const QUANTITIES = stemsOf("quantity qty unit piece");
export const TOTALS = stemsOf("total amount revenue sale turnover");
/** Questions say these of what a quantity times a price comes to. */
export const TAKINGS = stemsOf("revenue sale turnover income spend earn earnings takings amount value worth");
export const PEOPLE = stemsOf("name customer employee person client user author");

/** Adjectives and the columns that they speak of. */
export const ADJECTIVES: readonly (readonly [RegExp, ReadonlySet<string>])[] = [
  [anyOf("oldest, youngest, older, younger"), stemsOf("age")],
  [anyOf("cheap(?:er|est), pricier, (?:more|most|less|least) expensive"), stemsOf("price")],
  [anyOf("heav(?:ier|iest), light(?:er|est)"), stemsOf("weight")],
  [anyOf("tall(?:er|est), higher"), stemsOf("height")],
  [anyOf("long(?:er|est), short(?:er|est)"), stemsOf("length")],
];

/** Words about counting and about tables that stand for no column. */
export const COMMON = stemsOf(
  `number count total sum average mean median percentage percent share proportion fraction different distinct unique combined
  overall common frequent frequently often popular highest lowest largest smallest biggest greatest fewest maximum minimum max
  min top best worst cheapest expensive latest newest oldest youngest earliest longest shortest recent recently first last row
  record entry line item data table csv file list dataset value place make sell buy order appear occur exist contain belong
  spend earn cost worth high low big difference fewer less range group calculate compute column happen register report see come
  take type name year month day single respectively work live hire start join employ`,
);
