/**
 * What one tab says to the others, and what it makes of what they say.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import type { TabPlatform } from "../../runtime/tab-platform.ts";
import type { SharedToken, TabHost, TabNews } from "../../tab-port.ts";
import { TabLine } from "./line.ts";
import { byOurClock, compare, type Heard, type Message, type Question, type Saying, statementOf } from "./messages.ts";
import { Peers } from "./peers.ts";
import { type Memory, Register } from "./register.ts";

export interface TalkOptions {
  readonly name: string;
  readonly host: TabHost;
  /** Whose tokens these are, as the app sees it now. */
  readonly owner: () => string | undefined;
  readonly memory: Memory;
  readonly environment: Pick<Environment, "now" | "setTimer" | "clearTimer" | "random">;
  readonly platform: TabPlatform;
}

export interface TalkEvents {
  /** Another tab's token that is not older than what we know. Returns whether somebody was waiting for it. */
  onToken(token: SharedToken, heard: number): boolean;
  onLeave(): void;
  onReturn(): void;
}

export class Talk {
  readonly #options: TalkOptions;
  readonly #events: TalkEvents;
  readonly #me: string;
  readonly #line: TabLine;
  readonly #peers: Peers;
  readonly #register: Register;
  readonly #end = new AbortController();
  // What the app said before we knew how things stand. It is the latest word, whatever we hear.
  #unsaid: (() => void) | undefined;
  #meeting: Promise<void> | undefined;
  #isMuted = false;
  // Whose session it is: an app that signs out may have forgotten its user by the time it says so.
  #session: string | undefined;

  constructor(options: TalkOptions, events: TalkEvents) {
    this.#options = options;
    this.#events = events;
    const { name, environment, memory, platform } = options;
    const digits = (): string => environment.random().toString(36).slice(2);
    this.#me = digits() + digits();
    this.#register = new Register(this.#me, memory);
    this.#session = options.owner();
    this.#peers = new Peers(environment, (number) => this.#ask(number));
    this.#line = new TabLine({
      name,
      platform,
      onMessage: (message) => this.#hear(message),
      onLeave: () => {
        this.#line.say({ type: "farewell", from: this.#me });
        events.onLeave();
      },
      onReturn: () => this.#return(),
    });
    this.#meeting = this.#line.isOpen ? this.#peers.meet(this.#end.signal).then(() => this.#begin()) : undefined;
    if (!this.#meeting) this.#begin();
  }

  /** Grows with each sign-out: what was fetched in an earlier one is not said any more. */
  get era(): number {
    return this.#register.versionOf(this.#session).era;
  }

  get heard(): Heard {
    return this.#peers.heard;
  }

  /** Tells everybody that from now on a new token is wanted. Returns the number by which they have heard of it. */
  announce(): number {
    return this.#peers.ask();
  }

  /** Until everything has been heard that the others had said before this call; or until `signal` ends it. */
  async listen(signal: AbortSignal): Promise<void> {
    if (this.#meeting) await this.#peers.meet(signal);
    await this.#peers.hear(signal);
  }

  /** @param heard - the questions heard before the token's request began */
  say(news: TabNews, heard: Heard = this.heard): void {
    if (this.#meeting) this.#unsaid = () => this.#say(news, heard);
    else this.#say(news, heard);
  }

  /** From now on the others are only listened to, and nobody is told what they say. */
  mute(): void {
    if (this.#meeting) this.#begin();
    this.#isMuted = true;
    this.#end.abort();
    this.#line.say({ type: "farewell", from: this.#me });
  }

  close(): void {
    this.#line.say({ type: "farewell", from: this.#me });
    this.#line.close();
  }

  #begin(): void {
    this.#meeting = undefined;
    this.#options.memory.isInformed = true;
    this.#unsaid?.();
    this.#unsaid = undefined;
  }

  #say(news: TabNews, heard: Heard): void {
    const owner = this.#options.owner();
    // Another user has signed in here: nobody may go on with the tokens of the one before. An app that did not know
    // its user yet has no other user.
    const isOther =
      this.#register.word?.value !== undefined && owner !== (this.#session ?? owner) && owner !== undefined;
    if ("cleared" in news || isOther)
      this.#state({ ...this.#register.speak(undefined, {}, this.#session ?? owner), token: undefined });
    if ("cleared" in news) return;
    this.#session = owner;
    this.#state({ ...this.#register.speak(news.token.value, heard, owner), token: news.token });
  }

  #ask(number: number): void {
    const knows = this.#options.host.current() && this.#register.versionOf(this.#session);
    this.#line.say({ type: "question", from: this.#me, number, knows });
  }

  #state(word: Parameters<typeof statementOf>[0], more?: Parameters<typeof statementOf>[1]): void {
    this.#line.say({ ...statementOf(word, more), from: this.#me, sentAt: this.#options.environment.now() });
  }

  #hear(message: Message): void {
    const { from } = message;
    if (message.type === "farewell") return this.#peers.noteGone(from);
    this.#peers.noteAlive(from);
    if (message.type === "question") {
      this.#peers.noteQuestion(from, message.number);
      this.#answer(message);
      return;
    }
    this.#take(message);
    if (message.answers?.to === this.#me) this.#peers.noteAnswer(from, message.answers.number);
  }

  #answer({ from, number, knows }: Question): void {
    if (this.#isMuted) return;
    const { word } = this.#register;
    const owner = this.#session ?? this.#options.owner();
    const version = this.#register.versionOf(owner);
    const token = this.#options.host.current();
    const answers = { to: from, number };
    const isWord = token && word?.value === token.value;
    const mine = token && !isWord ? { ...version, count: 0 } : version; // this tab has it, but nobody has said so
    if (token && (!knows || compare(mine, knows) > 0))
      return this.#state({ version: mine, owner, heard: isWord ? word.heard : {}, token }, { answers });
    const what = word && word.value === undefined ? "cleared" : "nothing";
    this.#state({ version, owner, heard: {}, token: undefined }, { answers, what });
  }

  #take({ version, owner, what, token, heard, sentAt, answers }: Saying): void {
    const { host, environment, memory } = this.#options;
    this.#register.noteUse(version);
    if (this.#unsaid || what === "nothing") return;
    const own = this.#options.owner();
    if (owner !== (what === "cleared" ? (this.#session ?? own) : own)) return;
    const known = this.#register.versionOf(owner);
    // Two that spoke at once, a holder that was frozen for instance: the manager decides which token is the better one.
    const isTie = version.era === known.era && version.count === known.count;
    const isLater = this.#register.take({ version, value: token?.value, heard, owner });
    if (this.#isMuted) return;
    if (token) {
      this.#session = own;
      if (!isLater && !isTie) return;
      const ours = byOurClock(token, sentAt, environment.now());
      if (!this.#events.onToken(ours, heard[this.#me] ?? 0)) host.adopt(ours);
    } else if (isLater && (memory.isInformed || !answers)) host.clear();
  }

  #return(): void {
    const token = this.#options.host.current();
    const { word } = this.#register;
    // What was fetched while the line was closed.
    if (token && word?.value === token.value) this.#state({ ...word, token });
    this.#peers.ask();
    this.#events.onReturn();
  }
}
