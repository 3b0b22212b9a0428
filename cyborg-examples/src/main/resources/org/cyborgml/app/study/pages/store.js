// What the browser keeps for a participant: answers that are not sent yet, and the trial in the making.

const NAME = 'cyborg-study';
const STORES = ['answers', 'drafts'];
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function run(store, mode, action) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, {durability: 'strict'});
    const request = action(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Values by key, kept over reloads and restarts of the browser. */
export class Store {
  #name;

  constructor(name) {
    this.#name = name;
  }

  put(key, value) {
    return run(this.#name, 'readwrite', (store) => store.put(value, key));
  }

  get(key) {
    return run(this.#name, 'readonly', (store) => store.get(key));
  }

  delete(key) {
    return run(this.#name, 'readwrite', (store) => store.delete(key));
  }

  all() {
    return run(this.#name, 'readonly', (store) => store.getAll());
  }

  clear() {
    return run(this.#name, 'readwrite', (store) => store.clear());
  }
}
