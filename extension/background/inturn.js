// @ts-check
/** Lets tasks run one after the other, so that none reads what another is about to write. */

/** @returns {<T>(task: () => Promise<T>) => Promise<T>} */
export function createTurns() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (task) => {
    const mine = last.then(task, task);
    last = mine;
    return mine;
  };
}
