import { askOffline, assertAnswer } from "./askOffline";

const STAFF = `name,department,city,salary,start_date,active
Ann Lee,Sales,Berlin,50000,2020-03-01,true
Bob Ray,Sales,Paris,42000,2019-07-15,false
Cid Fox,Engineering,Berlin,70000,2021-01-10,true
Dee Orr,Engineering,Madrid,65000,2018-11-30,true
Eve Kim,Marketing,Paris,48000,2022-05-20,false
Fay Poe,Engineering,Berlin,81000,2017-02-14,true
`;

const SALES = `id;date;product;units;unit price;country
1;2024-01-05;Lamp;3;10.50;Germany
2;2024-01-20;Desk;1;200.00;France
3;2024-02-11;Lamp;10;10.00;France
4;2024-03-02;Chair;4;45.25;Spain
5;2024-03-15;Desk;2;210.00;Germany
6;2024-03-28;Lamp;1;11.00;
`;

const ACCOUNTS = JSON.stringify(
  {
    bank: "Nord",
    accounts: [
      { number: "A-1", owner: { name: "Ann Lee", city: "Oslo" }, balance: 1200.5, currency: "EUR" },
      { number: "A-2", owner: { name: "Bob Ray", city: "Bergen" }, balance: -30, currency: "USD" },
      { number: "A-3", owner: { name: "Cid Fox", city: "Oslo" }, balance: 99, currency: "EUR" },
    ],
  },
  null,
  2,
);

const EVENTS = Array.from({ length: 60 }, (_, i) =>
  JSON.stringify({ user: `u${String(i % 7)}`, plan: i % 5 === 0 ? "pro" : "free", spend: (i * 7) % 90 }),
).join("\n");

const LOG = Array.from({ length: 300 }, (_, i) => {
  const text =
    ["INFO payment accepted", "WARN payment timeout", "ERROR disk full on node-3", "INFO no error here"][i % 4] ?? "";
  return `2026-01-0${String((i % 9) + 1)} 10:00:00 ${text}`;
}).join("\n");

interface Case {
  readonly question: string;
  readonly expected: readonly string[];
  readonly excluded?: readonly string[];
}

function cases(title: string, file: string, text: string, all: readonly Case[]): void {
  describe(title, () => {
    for (const { question, expected, excluded } of all) {
      it(question, async () => assertAnswer(await askOffline(question, { [file]: text }), expected, excluded));
    }
  });
}

describe("offline model: records", () => {
  cases("a table", "staff.csv", STAFF, [
    { question: "How many employees work in Berlin?", expected: ["**3**", "staff.csv:2"] },
    { question: "How many people in Engineering earn more than 66000?", expected: ["**2**"] },
    { question: "What is the average salary in Sales?", expected: ["**46000**"] },
    { question: "Who has the highest salary?", expected: ["**Fay Poe**", "81000", "staff.csv:7"] },
    { question: "What is the total salary by department?", expected: ["216000", "92000", "48000"] },
    { question: "How many employees are not active?", expected: ["**2**"] },
    { question: "Who started before 2019?", expected: ["Dee Orr", "Fay Poe"], excluded: ["Ann Lee"] },
    { question: "What percentage of employees are in Paris?", expected: ["33.33"] },
    { question: "What is the salary of Eve Kim?", expected: ["**48000**"] },
    { question: "How many employees work in Tokyo?", expected: ["Nothing found", "Tokyo"], excluded: ["**6**"] },
  ]);

  cases("a table with semicolons that is a plain text", "sales.txt", SALES, [
    { question: "How many lamps were sold?", expected: ["**14**"] },
    { question: "What is the total revenue?", expected: ["**943.5**"] },
    { question: "How many units were sold per month?", expected: ["2024-03", "**7**"] },
    { question: "How many sales have no country?", expected: ["**1**"] },
  ]);

  cases("a list within JSON, with objects in its objects", "accounts.json", ACCOUNTS, [
    { question: "What is the total balance in EUR?", expected: ["**1299.5**"] },
    { question: "Which city has the most accounts?", expected: ["**Oslo**", "2"] },
  ]);

  cases("JSON lines", "events.jsonl", EVENTS, [
    { question: "How many events are on the pro plan?", expected: ["**12**"] },
    { question: "What is the most common plan?", expected: ["**free**"] },
  ]);

  cases("lines of a log", "app.log", LOG, [
    { question: "How many errors are there?", expected: ["**75**"] },
    { question: "How many lines contain 'payment timeout'?", expected: ["**75**", "app.log:2"] },
  ]);
});
