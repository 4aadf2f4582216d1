/** Times one peer in a process of its own: a line in is a round, a line out is what it took. */
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [file, replies] = process.argv.slice(2);
const { check } = await import(`./${file}`);
/** @type {string[]} */
const texts = readFileSync(replies, "utf8").trim().split("\n").map((line) => JSON.parse(line).text);

console.log("ready");
for await (const _ of createInterface({ input: process.stdin })) {
  const ms = [];
  for (const text of texts) {
    const begin = performance.now();
    await check(text);
    ms.push(performance.now() - begin);
  }
  console.log(JSON.stringify(ms));
}
