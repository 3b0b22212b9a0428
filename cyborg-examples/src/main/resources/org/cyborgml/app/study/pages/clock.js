// The time of a trial by the browser's monotonic clock, in milliseconds since the trial's request was answered. It goes on where
// it was when the page is loaded again; the time between is not counted.

export class TrialClock {
  #start;
  #hidden = 0;
  #hiddenSince = null;
  #marks = {};
  #stop = new AbortController();

  /** @param kept what `state` gave before the page was loaded again */
  constructor(kept = {now: 0, hidden: 0, marks: {}}) {
    this.#start = performance.now() - kept.now;
    this.#hidden = kept.hidden;
    this.#marks = {...kept.marks};
    document.addEventListener('visibilitychange', () => this.#turn(), {signal: this.#stop.signal});
  }

  now() {
    return performance.now() - this.#start;
  }

  /** Time since the images were shown. */
  sinceShown() {
    return Math.max(0, this.now() - (this.#marks.shown ?? this.now()));
  }

  /** Notes the time of an event, the first time. */
  first(name) {
    this.#marks[name] ??= this.now();
  }

  /** Notes the time of an event, the last time. */
  last(name) {
    this.#marks[name] = this.now();
  }

  /** The times of an answer that is sent now. */
  times() {
    const sent = this.now();
    const {loaded, shown} = this.#marks;
    const decided = Math.max(shown, this.#marks.decided);
    return Object.fromEntries(Object.entries({loaded, shown, decided, sent, hidden: this.#allHidden()})
        .map(([name, time]) => [name, Math.round(time * 10) / 10]));
  }

  /** The clock's state, to go on with after the page was loaded again. */
  state() {
    return {now: this.now(), hidden: this.#allHidden(), marks: this.#marks};
  }

  close() {
    this.#stop.abort();
  }

  #turn() {
    this.#hidden = this.#allHidden();
    this.#hiddenSince = document.hidden ? this.now() : null;
  }

  /** Time in ms that the page was not visible since the images were shown. */
  #allHidden() {
    return this.#marks.shown === undefined ? 0 : this.#hidden + (this.#hiddenSince === null ? 0 : this.now() - this.#hiddenSince);
  }
}
