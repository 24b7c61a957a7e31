/**
 * What one tab says to the others, and what it makes of what they say.
 *
 * @module
 */
import type { TabNews } from "../../tab-port.ts";
import { TabLine } from "./line.ts";
import { byOurClock, compare, type Heard, type Message, type Question, type Saying, statementOf } from "./messages.ts";
import { Peers } from "./peers.ts";
import { Register } from "./register.ts";
import type { TalkEvents, TalkOptions } from "./talk-options.ts";
import { append, newsAsWords } from "./unsaid.ts";

export class Talk {
  readonly #options: TalkOptions;
  readonly #events: TalkEvents;
  readonly #me: string;
  readonly #line: TabLine;
  readonly #peers: Peers;
  readonly #register: Register;
  readonly #end = new AbortController();
  #meeting: Promise<void> | undefined;
  #isMuted = false;
  /** The questions that wait until a tab that has come back has heard the others. */
  #returning: Question[] | undefined;
  #isClosed = false;
  // Whose session it is: an app that signs out may have forgotten its user by the time it says so.
  #session: string | undefined;

  constructor(options: TalkOptions, events: TalkEvents) {
    this.#options = options;
    this.#events = events;
    const { name, environment, memory, platform } = options;
    const digits = (): string => environment.random().toString(36).slice(2);
    this.#me = digits() + digits();
    memory.hangUp?.(); // from one line to the next without a gap
    this.#register = new Register(this.#me, memory);
    this.#session = options.owner();
    this.#peers = new Peers(environment, (number) => this.#ask(number));
    this.#line = new TabLine({
      name,
      platform,
      onMessage: (message) => this.#hear(message),
      onLeave: () => {
        memory.wasAway = true;
        this.#sayAll(); // with what is known by now, since nobody knows whether the page comes back
        this.#line.say({ type: "farewell", from: this.#me });
        if (this.#isClosed) this.#hangUp();
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
    const { memory } = this.#options;
    const owner = this.#options.owner();
    const isSession = "cleared" in news || this.#register.word?.value !== undefined;
    memory.unsaid = append(memory.unsaid, newsAsWords(news, heard, owner, isSession ? this.#session : undefined));
    if ("token" in news) this.#session = owner;
    if (!this.#meeting) this.#sayAll();
  }

  /** From now on the others are only listened to, and nobody is told what they say. */
  mute(): void {
    this.#isMuted = true;
    this.#line.say({ type: "farewell", from: this.#me });
  }

  /** The line ends, once everything is said. */
  close(): void {
    this.#isClosed = true;
    if (this.#meeting && this.#options.memory.unsaid.length > 0) this.#options.memory.hangUp = this.#hangUp;
    else this.#goAway();
  }

  #goAway(): void {
    this.#options.memory.wasAway = true;
    this.#hangUp();
  }

  readonly #hangUp = (): void => {
    const { memory } = this.#options;
    if (memory.hangUp === this.#hangUp) memory.hangUp = undefined;
    this.#end.abort();
    this.#line.say({ type: "farewell", from: this.#me });
    this.#line.close();
  };

  #begin(): void {
    this.#meeting = undefined;
    if (this.#end.signal.aborted) return;
    this.#sayAll();
    if (this.#isClosed) this.#goAway();
  }

  #sayAll(): void {
    const { memory } = this.#options;
    const words = memory.unsaid;
    memory.unsaid = [];
    for (const { token, heard, owner } of words)
      this.#state({ ...this.#register.speak(token?.value, heard, owner), token });
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
    if (message.type === "question") return this.#answer(message);
    this.#take(message);
    if (message.answers?.to === this.#me) this.#peers.noteAnswer(from, message.answers.number);
  }

  #answer(question: Question): void {
    const { from, number, knows } = question;
    this.#peers.noteQuestion(from, number);
    if (this.#isMuted) return;
    if (this.#returning) return void this.#returning.push(question);
    const { word } = this.#register;
    const owner = this.#session ?? this.#options.owner();
    const version = this.#register.versionOf(owner);
    const [token, answers] = [this.#options.host.current(), { to: from, number }];
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
    if (memory.unsaid.length > 0 || what === "nothing") return;
    const own = this.#options.owner();
    if (owner !== (what === "cleared" ? (this.#session ?? own) : own)) return;
    // A page that has listened all the time hears of a sign-out when it happens: one that an answer mentions is of the
    // time before, or is about to be heard.
    const isOld = what === "cleared" && answers && !memory.wasAway;
    if (isOld && this.#register.word?.value !== undefined) return;
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
    } else if (!isOld && (isLater || (!answers && compare(version, known) === 0))) host.clear();
  }

  /** A tab that comes back may have missed a sign-out: nobody hears of its token before it has heard the others. */
  #return(): void {
    this.#returning ??= [];
    void this.#peers.hearAgain(this.#end.signal).then(() => {
      const token = this.#options.host.current();
      const { word } = this.#register;
      // What was fetched while the line was closed.
      if (token && word?.value === token.value) this.#state({ ...word, token });
      const questions = this.#returning ?? [];
      this.#returning = undefined;
      for (const question of questions) this.#answer(question);
    });
    this.#events.onReturn();
  }
}
