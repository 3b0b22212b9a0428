// Answers on their way to the server. Each is kept in the browser from before it is first sent until the server has acknowledged
// it, and carries a key, so that one that is sent twice is stored once.

import {json, Refused, Unreachable} from './http.js';
import {answers} from './store.js';

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 20_000;

export class Outbox {
  #session;
  #waiting;

  /**
   * @param session token of the participant
   * @param waiting told true when the server cannot be reached, false when it can be again
   */
  constructor(session, waiting) {
    this.#session = session;
    this.#waiting = waiting;
  }

  /** Keeps an answer, sends it, and gives the server's answer, however long that takes. */
  async send(answer) {
    const kept = {session: this.#session, answer};
    await answers.put(answer.key, kept);
    return this.#deliver(kept);
  }

  /** Sends the answers that an earlier visit to the page has left. */
  async flush() {
    for (const kept of await answers.all()) {
      if (kept.session === this.#session) {
        await this.#deliver(kept);
      } else {
        await answers.delete(kept.answer.key);
      }
    }
  }

  /** Sends until the server has decided. A refusal is final: the answer is there already, or its trial is no longer open. */
  async #deliver({session, answer}) {
    const result = await insist(async () => {
      try {
        return await json('POST', '/api/answers', {token: session, body: answer});
      } catch (error) {
        if (error instanceof Refused) {
          return {refused: error};
        }
        throw error;
      }
    }, this.#waiting);
    await answers.delete(answer.key);
    return result;
  }
}

/** Tries an action again until the server is reached: after a while, and at once when the network is back. */
export async function insist(action, waiting) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, 2 * wait)) {
    try {
      const result = await action();
      waiting(null);
      return result;
    } catch (error) {
      if (!(error instanceof Unreachable)) {
        waiting(null);
        throw error;
      }
      waiting(error);
      await pause(Math.max(wait, 1000 * error.retrySeconds));
    }
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
  });
}
