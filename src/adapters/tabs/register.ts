/**
 * The latest word on the shared credential: a token, or that the user has signed out. The later word wins, in every tab
 * the same, in whatever order the words arrive.
 *
 * @module
 */
import { compare, type Heard, type Version } from "./messages.ts";
import { Session } from "./session.ts";
import type { Unsaid } from "./unsaid.ts";

/** What a page keeps from one connection to the next. */
export interface Memory {
  /** The latest version by owner: what one user says is neither earlier nor later than what another one does. */
  readonly versions: Map<string | undefined, Version>;
  /** The latest sign-out by owner, whatever has been said since: tabs that were away have missed it. */
  readonly ends: Map<string | undefined, Version>;
  /** The latest one of all. */
  word: Word | undefined;
  readonly session: Session;
  /** Whether the page has ceased to listen since its app began or ended a session: only then may it have missed a sign-out. */
  wasAway: boolean;
  /** In its order. These words are later than all that is heard meanwhile, and outlive the connection they were said to. */
  unsaid: readonly Unsaid[];
  /** Ends the line of a connection that is closed, but has yet to say them: the next one will. */
  hangUp: (() => void) | undefined;
}

export const newMemory = (): Memory => ({
  versions: new Map(),
  ends: new Map(),
  word: undefined,
  session: new Session(),
  wasAway: false,
  unsaid: [],
  hangUp: undefined,
});

export interface Word {
  readonly version: Version;
  /** The token's value; nothing after a sign-out. */
  readonly value: string | undefined;
  readonly heard: Heard;
  readonly owner: string | undefined;
}

/** `at once`: said by two tabs that had not heard each other, the other one's by the later name. */
export type Order = "later" | "same" | "at once" | "earlier";

const NEVER: Version = { era: 0, count: 0, by: "" };

export class Register {
  readonly #me: string;
  readonly #memory: Memory;
  // The highest numbers that anybody has used, for other owners too.
  #era = 0;
  #count = 0;

  constructor(me: string, memory: Memory) {
    this.#me = me;
    this.#memory = memory;
    memory.versions.forEach((version) => this.noteUse(version));
  }

  versionOf(owner: string | undefined): Version {
    return this.#memory.versions.get(owner) ?? NEVER;
  }

  /** The page's user: what was said before the app knew a name for it was said of the one whom it names now. */
  userOf(named: string | undefined): string | undefined {
    const { session, versions } = this.#memory;
    const nameless = this.versionOf(undefined);
    if (session.learns(named) && compare(nameless, this.versionOf(named)) > 0) versions.set(named, nameless);
    return session.ownerOf(named);
  }

  endOf(owner: string | undefined): Version {
    return this.#memory.ends.get(owner) ?? NEVER;
  }

  /** Ends the session of an owner whose sign-out was heard when nobody was told any more; says whether it has. */
  endUnheeded(owner: string | undefined): boolean {
    const { session } = this.#memory;
    const isOver = session.isOpen && compare(this.endOf(owner), this.versionOf(owner)) > 0;
    if (isOver) session.end();
    return isOver;
  }

  get word(): Word | undefined {
    return this.#memory.word;
  }

  /** Whose session goes on, by the latest word. */
  get tellsOf(): string | undefined {
    return this.word?.value === undefined ? undefined : this.word.owner;
  }

  /** Somebody has used this version, for whomever: our next word is later. */
  noteUse({ era, count }: Version): void {
    this.#era = Math.max(this.#era, era);
    this.#count = Math.max(this.#count, count);
  }

  /** This owner has signed out. */
  noteEnd(owner: string | undefined, version: Version): void {
    if (compare(version, this.endOf(owner)) > 0) this.#memory.ends.set(owner, version);
  }

  /** Takes another tab's word if it is later than the one we have; says how the two stand. */
  take(word: Word): Order {
    if (word.value === undefined) this.noteEnd(word.owner, word.version);
    const known = this.versionOf(word.owner);
    const order = compare(word.version, known);
    if (order > 0) this.#keep(word);
    if (order >= 0) return order > 0 ? "later" : "same";
    return word.version.era === known.era && word.version.count === known.count ? "at once" : "earlier";
  }

  /** Our own word, later than every other. Signing out begins an era. */
  speak(value: string | undefined, heard: Heard, owner: string | undefined): Word {
    if (value === undefined) this.#era++;
    this.#count++;
    const word = { version: { era: this.#era, count: this.#count, by: this.#me }, value, heard, owner };
    if (value === undefined) this.noteEnd(owner, word.version);
    this.#keep(word);
    return word;
  }

  #keep(word: Word): void {
    this.#memory.word = word;
    this.#memory.versions.set(word.owner, word.version);
    this.noteUse(word.version);
  }
}
