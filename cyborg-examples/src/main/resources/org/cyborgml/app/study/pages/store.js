// The browser's memory for a participant: answers that are not sent yet, in IndexedDB, and the trial in the making, in
// localStorage, whose writes are done before a page can be left.

const NAME = 'cyborg-study';
const ANSWERS = 'answers';
const DRAFT = 'cyborg-study draft';
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(ANSWERS);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run(mode, action) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(ANSWERS, mode, {durability: 'strict'});
    const request = action(transaction.objectStore(ANSWERS));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Answers by key, kept over reloads and restarts of the browser. */
export const answers = {
  put: (key, value) => run('readwrite', (store) => store.put(value, key)),
  delete: (key) => run('readwrite', (store) => store.delete(key)),
  all: () => run('readonly', (store) => store.getAll()),
};

/** The trial in the making: one at a time. */
export const draft = {
  put(trial, value) {
    try {
      localStorage.setItem(DRAFT, JSON.stringify({trial, value}));
    } catch {
      // The browser keeps nothing more: the trial then begins anew after a reload.
    }
  },

  /** The kept state of a trial; undefined if nothing was kept. */
  get(trial) {
    const kept = JSON.parse(localStorage.getItem(DRAFT));
    return kept?.trial === trial ? kept.value : undefined;
  },

  clear() {
    localStorage.removeItem(DRAFT);
  },
};
