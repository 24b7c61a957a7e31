/**
 * One manager's connection to the other tabs: who may call now, and who need not.
 *
 * @module
 */
import { endOf } from "../../errors.ts";
import { type Release, takeTurn } from "../../runtime/turn.ts";
import type { SharedToken, TabCall, TabConnection, TabNews } from "../../tab-port.ts";
import type { TalkOptions } from "./talk-options.ts";
import { Talk } from "./talk.ts";
import { TurnWait } from "./wait.ts";

export class Connection implements TabConnection {
  readonly #options: TalkOptions;
  readonly #talk: Talk;
  readonly #waits = new Set<TurnWait>();
  // Turns that end with the page's visit or with the connection, whatever their calls do.
  readonly #shared = new Set<Release>();
  #exclusiveCalls = 0;
  #isClosed = false;
  /** Aborted when the page leaves; a page in the back/forward cache may wait for no lock and hold none. */
  #visit = new AbortController();
  #returned: (() => void)[] = [];

  constructor(options: TalkOptions) {
    this.#options = options;
    this.#talk = new Talk(options, {
      onToken: (token, heard) => [...this.#waits].filter((wait) => wait.offer(token, heard)).length > 0,
      onLeave: () => {
        this.#visit.abort();
        this.#shared.forEach((release) => release());
      },
      onReturn: () => {
        if (this.#visit.signal.aborted) this.#visit = new AbortController();
        this.#returned.splice(0).forEach((goOn) => goOn());
      },
    });
  }

  async run(call: () => Promise<SharedToken>, wants: TabCall): Promise<SharedToken> {
    this.#forgetFormer();
    wants.signal.throwIfAborted();
    if (this.#isClosed) throw endOf("stopped");
    const wait = new TurnWait(wants, wants.forced ? this.#talk.peers.ask() : 0);
    this.#waits.add(wait);
    const release = await this.#turn(wait, wants);
    this.#waits.delete(wait);
    if (!wait.signal.aborted && release) return this.#call(call, wants, release);
    release?.();
    if (wait.found) return wait.found;
    throw wait.signal.reason;
  }

  turn(): void {
    this.#forgetFormer();
    if (!this.#options.memory.session.isOpen) this.#talk.noteTurn();
  }

  async catchUp(): Promise<void> {
    this.#forgetFormer();
    return this.#talk.catchUp();
  }

  tell(news: TabNews): void {
    if (!this.#isClosed) this.#talk.say(news);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#waits.forEach((wait) => wait.stop(endOf("stopped")));
    this.#shared.forEach((release) => release());
    this.#talk.mute();
    this.#hangUp();
  }

  /** The token in hand is not the one of the user to whom the app has turned since. */
  #forgetFormer(): void {
    const { host, memory, owner } = this.#options;
    if (!memory.session.isOfAnother(owner())) return;
    memory.session.end();
    host.clear("past");
  }

  /** This tab's turn; `undefined` if the call need not wait any more. */
  async #turn(wait: TurnWait, { exclusive }: TabCall): Promise<Release | undefined> {
    const { name, environment, platform } = this.#options;
    while (!wait.signal.aborted) {
      const visit = this.#visit;
      const signal = AbortSignal.any([wait.signal, visit.signal]);
      const release = await takeTurn(name, {
        locks: () => platform.locks(),
        clock: environment,
        signal,
        exclusive,
      }).catch(() => undefined); // the wait for a turn rejects only when the signal has ended it
      // In its turn: what the tab before has said is heard now, however slow the channel is.
      await this.#talk.listen(signal);
      if (!signal.aborted) return release;
      release?.();
      if (this.#visit === visit) await this.#comeBack(wait.signal);
    }
    return undefined;
  }

  #comeBack(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#returned.push(resolve);
      signal.addEventListener("abort", () => resolve());
      if (signal.aborted) resolve();
    });
  }

  async #call(
    call: () => Promise<SharedToken>,
    { signal, exclusive }: TabCall,
    release: Release,
  ): Promise<SharedToken> {
    const say = this.#talk.begin();
    const ask = async (): Promise<SharedToken> => {
      const token = await call();
      if (exclusive || !this.#isClosed) say(token); // before the turn ends: whoever comes next has heard it
      return token;
    };
    if (!exclusive) return this.#sharedCall(ask, signal, release);
    this.#exclusiveCalls++;
    try {
      return await ask();
    } finally {
      release();
      this.#exclusiveCalls--;
      if (this.#isClosed) this.#hangUp();
    }
  }

  /** The turn ends with the signal, too: a call that does not heed it keeps nobody waiting. */
  #sharedCall(ask: () => Promise<SharedToken>, signal: AbortSignal, release: Release): Promise<SharedToken> {
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#shared.delete(release);
        signal.removeEventListener("abort", onAbort);
        release();
      };
      const onAbort = (): void => {
        end();
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", onAbort);
      this.#shared.add(release);
      void ask().finally(end).then(resolve, reject);
    });
  }

  #hangUp(): void {
    if (this.#exclusiveCalls === 0) this.#talk.close();
  }
}
