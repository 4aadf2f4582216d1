// @ts-check
/**
 * The key, the receipts, events that wait and what is the agent's own, in the extension's own
 * IndexedDB: content scripts can read `storage.local`, but not this. No message carries a key or a
 * receipt out of the worker.
 */

/** @import { Promised, Week } from "../protocol.js" */
/** @import { Queued } from "./queue.js" */
/** @import { Kept } from "./reports.js" */

/**
 * @typedef {{connection: Connection, spent: string} & Lists} Records `spent` is the preset's code
 *   that was used or refused, so that it is not tried again
 * @typedef {{server: string, key: string}} Connection
 * @typedef {{events: Queued[], reports: Kept[], promises: Promised[], weeks: Week[]}} Lists
 *   `reports` are held with their receipts
 */

const STORE = "kept";

/** @returns {Promise<IDBDatabase>} */
function open() {
  const request = indexedDB.open("unruffle", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => Promise<T>} use within one transaction
 * @returns {Promise<T>}
 */
async function within(mode, use) {
  const database = await open();
  try {
    return await use(database.transaction(STORE, mode).objectStore(STORE));
  } finally {
    database.close();
  }
}

/**
 * @template {keyof Records} Name
 * @param {Name} name
 * @returns {Promise<Records[Name] | null>}
 */
export async function read(name) {
  return (await within("readonly", (store) => settled(store.get(name)))) ?? null;
}

/**
 * @template {keyof Records} Name
 * @param {Name} name
 * @param {Records[Name]} value
 */
export async function write(name, value) {
  await within("readwrite", (store) => settled(store.put(value, name)));
}

/**
 * Reads, changes and writes in one transaction: of two changes at once none is lost.
 *
 * @template {keyof Lists} Name
 * @param {Name} name
 * @param {(known: Lists[Name]) => Lists[Name]} change of an empty list where nothing is kept
 * @returns {Promise<Lists[Name]>} what is kept now
 */
export function update(name, change) {
  return within("readwrite", async (store) => {
    const now = change((await settled(store.get(name))) ?? []);
    await settled(store.put(now, name));
    return now;
  });
}

/** @param {keyof Records} name */
export async function forget(name) {
  await within("readwrite", (store) => settled(store.delete(name)));
}
