// @ts-check
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { open, pastReplies } from "../../../server/unruffle/console/static/archive.js";
import { channelOf, guess, mayBeChosen } from "../../../server/unruffle/console/static/columns.js";
import {
  ArchiveError,
  blocks,
  csvRows,
  delimiterOf,
  formatOf,
  jsonLines,
  LONGEST,
  mails,
  objects,
  repliesOf,
} from "../../../server/unruffle/console/static/formats.js";
import { pastedMacros, tableMacros } from "../../../server/unruffle/console/static/macrofile.js";

/**
 * A text cut in every place, which a reader must not notice.
 * @param {string} text
 * @param {number} size
 */
async function* cut(text, size = 1) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

/** @template T @param {AsyncIterable<T>} source */
async function all(source) {
  /** @type {T[]} */
  const found = [];
  for await (const one of source) found.push(one);
  return found;
}

const NONE = { reply: "", message: "", channel: "" };

/** @param {string | Uint8Array<ArrayBuffer>} content @param {Partial<typeof NONE>} [chosen] */
async function read(content, chosen) {
  const file = new Blob([content]);
  const opened = await open(file);
  const columns = { ...guess(opened.columns, opened.rows), ...chosen };
  return { opened, columns, pasts: await all(pastReplies(file, opened, columns)) };
}

test("CSV has line breaks, quotes and delimiters in quotes, wherever it is cut", async () => {
  const rows = [["a", "b"], ['one\r\ntwo, "three"', ""], ["4", 'x"y']];
  const text = 'a,b\r\n"one\r\ntwo, ""three""",\r\n\r\n4,x"y';
  for (let size = 1; size <= text.length; size += 1) {
    assert.deepEqual(await all(csvRows(cut(text, size), ",")), rows, String(size));
  }
  assert.deepEqual(await all(csvRows(cut('"a"\n'), ",")), [["a"]]);
  assert.deepEqual(await all(csvRows(cut("a\tb\rc\td"), "\t")), [["a", "b"], ["c", "d"]]);
});

test("a quotation mark that is left open does not take the file into one cell", async () => {
  const text = `a,b\n"open,${"x".repeat(LONGEST)}`;
  await assert.rejects(all(csvRows(cut(text, 70_000), ",")), ArchiveError);
});

test("the delimiter is told from the first line, outside quotes", () => {
  assert.equal(delimiterOf('"a,b,c";d\n1,2,3'), ";");
  assert.equal(delimiterOf("a\tb,c\td"), "\t");
  assert.equal(delimiterOf("a"), ",");
});

test("formats are told from how a file begins", () => {
  const ticket = '{"id": 1, "requester_id": 2, "comments": [{"id": 3}]}';
  assert.equal(formatOf("From sam@example.com Mon Jan  1\nSubject: x"), "mbox");
  assert.equal(formatOf("reply\nFrom here on"), "csv");
  assert.equal(formatOf('{"reply": "Hi"}\n{"reply": "Ho"}'), "json-lines");
  assert.equal(formatOf('[{"reply": "Hi"}]'), "json-list");
  assert.equal(formatOf(`${ticket}\n${ticket}`), "zendesk-lines");
  assert.equal(formatOf(`[${ticket}]`), "zendesk");
  assert.equal(formatOf(`{"count": 1, "tickets": [${ticket}]}`), "zendesk");
});

test("columns that name people are no columns, and their cells are never read", async () => {
  const csv = "\ufeffAgent;Customer message;Reply;Assignee e-mail;Via;userName;Handled for\n"
    + 'Ann Lee;Where is it?;"On its\nway.";ann@example.com;web chat;annlee;ann@example.com\n';
  const { opened, columns, pasts } = await read(csv);
  assert.deepEqual(opened.columns, ["Customer message", "Reply", "Via"]);
  assert.deepEqual(columns, { reply: "Reply", message: "Customer message", channel: "Via" });
  assert.deepEqual(pasts, [{ reply: "On its\nway.", message: "Where is it?", channel: "chat" }]);
  assert.doesNotMatch(JSON.stringify(opened.rows), /Ann|annlee/);
  const [first] = (await read(csv, { reply: "Agent" })).pasts.concat({ reply: "" });
  assert.deepEqual(first, { reply: "" });
});

test("names of columns are read as words, and one that ends with a text is about a text", () => {
  const people = ["agent", "Author", "assignee_id", "E-Mail", "owner", "staff", "user", "name",
    "customerName", "closed by", "AgentEmail", "message author"];
  assert.deepEqual(people.filter((name) => mayBeChosen(name, [])), []);
  const texts = ["agent_reply", "User comment", "body", "channel", "e-mail body", "staffResponse"];
  assert.deepEqual(texts.filter((name) => mayBeChosen(name, [])), texts);
  assert.equal(mayBeChosen("contact reply", ["a@example.com", "", "b@example.com"]), false);
});

test("columns are guessed by name, else by length", () => {
  const rows = [{ x: "short", y: "something much longer", status: "ok" }];
  assert.deepEqual(guess(["x", "y", "status"], rows), { ...NONE, reply: "y" });
  const names = ["source", "description", "public comment"];
  const row = { source: "mail", description: "the longest of all", "public comment": "x" };
  const wanted = { reply: "public comment", message: "description", channel: "source" };
  assert.deepEqual(guess(names, [row]), wanted);
  assert.deepEqual(guess(["text"], [{ text: "a" }]), { ...NONE, reply: "text" });
  assert.deepEqual(guess(["Customer message"], [{ "Customer message": "a" }]).message, "");
});

test("channels are those that rules know", () => {
  const told = ["E-mail", "native_messaging", "Live chat", "Twitter DM", "App Store", "web", 7, 0];
  const wanted = ["email", "chat", "chat", "social", "review", "", "", ""];
  assert.deepEqual(told.map(channelOf), wanted);
});

test("JSON lines with one that is broken, in UTF-8 and UTF-16", async () => {
  const text = '{"reply": "Für Sie 🙂", "agent": "Ann", "n": 3}\n{broken\n[1]\n{"reply": " "}\n';
  const wanted = [{ reply: "Für Sie 🙂", message: "", channel: "" }];
  assert.deepEqual((await read(text)).pasts, wanted);
  const units = new Uint16Array([...`\ufeff${text}`].flatMap((c) => {
    return Array.from({ length: c.length }, (_, at) => c.charCodeAt(at));
  }));
  assert.deepEqual((await read(new Uint8Array(units.buffer))).pasts, wanted);
  const lines = await all(jsonLines(cut('{"a": 1}\r\n\r\n{"b": 2}', 3)));
  assert.deepEqual(lines, [{ a: 1 }, { b: 2 }]);
});

test("an old spreadsheet's letters are read", async () => {
  const latin = Uint8Array.from([..."reply\nGrüße é\n"].map((c) => c.charCodeAt(0)));
  assert.deepEqual((await read(latin)).pasts, [{ reply: "Grüße é", message: "", channel: "" }]);
});

test("objects of a list are found wherever it is cut, with signs inside texts", async () => {
  const entries = [{ a: 'x"}]\\' }, { b: { c: [{ d: 1 }] } }, { e: "\\\"{" }];
  const list = JSON.stringify(entries, null, 1);
  const member = `{"count": [1, {}], "tickets": ${list}, "next": null}`;
  for (let size = 1; size <= 40; size += 1) {
    assert.deepEqual(await all(objects(cut(list, size))), entries, String(size));
    const found = await all(objects(cut(member, size)));
    assert.deepEqual(found.filter((one) => Object.keys(one).length), entries, String(size));
  }
});

test("mails are split where a line begins with From after an empty one", async () => {
  const text = "From a Mon\nSubject: x\n\nHi\nFrom here\n>From there\n\n"
    + "From b Tue\r\nX: y\r\n\r\nHo\n";
  const wanted = ["Subject: x\n\nHi\nFrom here\nFrom there\n\n", "X: y\r\n\r\nHo\n"];
  assert.deepEqual(await all(mails(cut(text, 5))), wanted);
});

test("a mail goes on byte by byte, whatever charset it has", async () => {
  const head = "From a Mon\nContent-Type: text/plain; charset=iso-8859-1\n\nGr";
  const bytes = Uint8Array.from([...[...head].map((c) => c.charCodeAt(0)), 0xfc, 0x80, 0xff]);
  const [mail] = (await read(bytes)).pasts;
  assert.ok(mail && "mail" in mail);
  assert.deepEqual([...mail.mail.slice(-4)].map((c) => c.charCodeAt(0)), [0xfc, 0x80, 0xff, 0x0a]);
});

test("a ticket gives public comments of others, with what the requester wrote before", () => {
  const ticket = {
    requester_id: 7,
    via: { channel: "email" },
    comments: [
      { author_id: 9, public: true, body: "We wrote first." },
      { author_id: 7, public: true, body: "Where is it?" },
      { author_id: 9, public: false, body: "He is annoying." },
      { author_id: 9, public: true, body: "On its way.", plain_body: "On its way!" },
      { author_id: 7, public: true, body: "And now?" },
      { author_id: 8, public: true, body: "Tomorrow." },
      { author_id: 8, public: true, body: null },
      null,
    ],
  };
  assert.deepEqual([...repliesOf(ticket)], [
    { reply: "We wrote first.", message: "", channel: "email" },
    { reply: "On its way!", message: "Where is it?", channel: "email" },
    { reply: "Tomorrow.", message: "And now?", channel: "email" },
  ]);
  assert.deepEqual([...repliesOf({ comments: ticket.comments })], []);
  assert.deepEqual([...repliesOf({ requester: { id: 7 }, comments: "x" })], []);
});

test("a Zendesk export is read as lines and as a list, and no id stays", async () => {
  const comments = [{ id: 5, author_id: 444, public: true, body: "Hello." }];
  const ticket = { id: 99, requester: { id: 7, name: "Sam" }, comments };
  const wanted = [{ reply: "Hello.", message: "", channel: "" }];
  assert.deepEqual((await read(JSON.stringify(ticket))).pasts, wanted);
  assert.deepEqual((await read(JSON.stringify({ tickets: [ticket] }, null, 2))).pasts, wanted);
});

test("files that hold nothing are told", async () => {
  await assert.rejects(read(" \n"), ArchiveError);
  await assert.rejects(read("agent,email\nAnn,a@example.com\n"), ArchiveError);
});

test("how far a file is read is told, and it is read by parts", async () => {
  const file = new Blob(["reply\n", "All is well.\n".repeat(60_000)]);
  /** @type {number[]} */
  const seen = [];
  const opened = await open(file);
  const note = (/** @type {number} */ bytes) => seen.push(bytes);
  const source = pastReplies(file, opened, { ...NONE, reply: "reply" }, note);
  assert.equal((await all(source)).length, 60_000);
  assert.ok(seen.length > 2);
  assert.equal(seen.at(-1), file.size);
});

test("pasted texts have a line of dashes between two", () => {
  const text = "One.\n\n---\nTwo --- still\n --- \r\n\n---\n";
  assert.deepEqual(blocks(text), ["One.", "Two --- still"]);
});

test("macros come with their names, or are called by their first words", async () => {
  const table = 'Title;Owner;Macro text\nLate;Ann;"Sorry,\nlate."\n;Bo;Hi {{x}}\nEmpty;;\n';
  assert.deepEqual(await tableMacros(table), [
    { name: "Late", text: "Sorry,\nlate." },
    { name: "Hi {{x}}", text: "Hi {{x}}" },
  ]);
  await assert.rejects(tableMacros("a,b\n1,2"), ArchiveError);
  const long = "word ".repeat(30);
  assert.equal(pastedMacros(`${long}\n---\nHi\nyou`)[0]?.name, `${long.slice(0, 60)}…`);
  assert.equal(pastedMacros("Hi\nyou")[0]?.name, "Hi");
});

test("columns that name people are the same ones as for unruffle audit", () => {
  const file = new URL("../../data/columns.json", import.meta.url);
  /** @type {{ people: string[], others: string[] }} */
  const known = JSON.parse(readFileSync(file, "utf8"));
  for (const name of known.people) assert.equal(mayBeChosen(name, []), false, name);
  for (const name of known.others) assert.equal(mayBeChosen(name, []), true, name);
});
