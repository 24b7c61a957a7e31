/**
 * What one tab says to the others, and what it makes of what they say.
 *
 * @module
 */
import type { SharedToken, TabNews } from "../../tab-port.ts";
import { answersTo } from "./answers.ts";
import { TabLine } from "./line.ts";
import { byOurClock, isAlike, type Message, type Question, type Saying, statementOf } from "./messages.ts";
import { Peers } from "./peers.ts";
import { Register } from "./register.ts";
import { Speech } from "./speech.ts";
import type { TalkEvents, TalkOptions } from "./talk-options.ts";

export class Talk {
  readonly peers: Peers;
  readonly #options: TalkOptions;
  readonly #events: TalkEvents;
  readonly #me: string;
  readonly #line: TabLine;
  readonly #register: Register;
  readonly #speech: Speech;
  readonly #end = new AbortController();
  #meeting: Promise<void> | undefined;
  #isMuted = false;
  /** The questions that wait until a tab that was away has heard the others. */
  #returning: Question[] | undefined;
  /** The app has begun again since the tab was away: a sign-out that it has missed is older than that. */
  #isAnew: boolean;
  #isClosed = false;

  constructor(options: TalkOptions, events: TalkEvents) {
    this.#options = options;
    this.#events = events;
    const { name, environment, memory, platform } = options;
    const digits = (): string => environment.random().toString(36).slice(2);
    this.#me = digits() + digits();
    this.#isAnew = memory.wasAway;
    this.#returning = memory.wasAway ? [] : undefined;
    memory.hangUp?.(); // from one line to the next without a gap
    const register = (this.#register = new Register(this.#me, memory));
    this.#speech = new Speech({ ...options, register, say: (it) => this.#say(it), isReady: () => !this.#meeting });
    if (options.host.current() && !memory.session.isOpen) memory.session.begin(options.owner()); // initialToken
    this.peers = new Peers(environment, (number) => {
      const owner = this.#owner;
      const knows = options.host.current() && this.#register.versionOf(owner);
      this.#line.say({ type: "question", from: this.#me, number, knows, owner });
    });
    this.#line = new TabLine({
      name,
      platform,
      onMessage: (message) => this.#hear(message),
      onLeave: () => {
        memory.wasAway = true;
        this.#isAnew = false;
        this.#returning ??= [];
        this.#speech.sayAll(); // with what is known by now, since nobody knows whether the page comes back
        this.#line.say({ type: "farewell", from: this.#me });
        if (this.#isClosed) this.#hangUp();
        events.onLeave();
      },
      onReturn: () => this.#return(),
    });
    this.#meeting = this.#line.isOpen ? this.peers.meet(this.#end.signal).then(() => this.#begin()) : undefined;
    if (!this.#meeting) this.#begin();
  }

  /** Tells of the token of a request that begins now. */
  begin(): (token: SharedToken) => void {
    return this.#speech.begin(this.peers.heard);
  }

  /** Until everything has been heard that the others had said before this call; or until `signal` ends it. */
  async listen(signal: AbortSignal): Promise<void> {
    if (this.#meeting) await this.peers.meet(signal);
    await this.peers.hear(signal);
  }

  /** Until everything has been heard that was said while this tab was away; what the app has said since is later. */
  async catchUp(): Promise<void> {
    if (this.#options.memory.unsaid.length > 0) return;
    await this.#meeting;
    await this.peers.hear(this.#end.signal);
  }

  /** What the app has done. */
  say(news: TabNews): void {
    this.noteTurn();
    this.#speech.tell(news, this.peers.heard, this.#options.owner());
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
    this.#speech.sayAll();
    if (this.#register.endUnheeded(this.#owner)) this.#options.host.clear("past");
    if (this.#isAnew) this.#goOn();
    if (this.#isClosed) this.#goAway();
  }

  get #owner(): string | undefined {
    return this.#register.userOf(this.#options.owner());
  }

  #say(statement: ReturnType<typeof statementOf>): void {
    this.#line.say({ ...statement, from: this.#me, sentAt: this.#options.environment.now() });
  }

  #hear(message: Message): void {
    const { from } = message;
    if (message.type === "farewell") return this.peers.noteGone(from);
    this.peers.noteAlive(from);
    if (message.type === "question") return this.#answer(message);
    this.#take(message);
    if (message.answers?.to === this.#me) this.peers.noteAnswer(from, message.answers.number);
  }

  #answer(question: Question): void {
    this.peers.noteQuestion(question.from, question.number);
    if (this.#isMuted) return;
    if (this.#returning) return void this.#returning.push(question);
    answersTo(question, this.#register, this.#owner, this.#options.host.current()).forEach((it) => this.#say(it));
  }

  #take({ version, owner, what, token, heard, sentAt, answers }: Saying): void {
    const { host, environment, memory } = this.#options;
    this.#register.noteUse(version);
    if (what === "cleared" && !answers) this.#register.noteEnd(owner, version);
    if (memory.unsaid.length > 0 || what === "nothing") return;
    const own = this.#options.owner();
    if (owner !== (what === "cleared" ? this.#owner : own)) return;
    // A page that has listened all the time hears of a sign-out when it happens: one that an answer mentions is of the
    // time before, or is about to be heard.
    const isOld = what === "cleared" && answers && !memory.wasAway;
    if (isOld && this.#register.word?.value !== undefined) return;
    if (this.#isMuted) return; // the next connection is told of it
    const order = this.#register.take({ version, value: token?.value, heard, owner });
    const isEnd = !token && !isOld && (order === "later" || (!answers && order === "same"));
    if (isEnd) {
      memory.session.end();
      this.noteTurn();
      host.clear(answers && this.#isAnew ? "past" : "now");
    }
    if (!token) return;
    const mine = host.current();
    // Of two that spoke at once, a holder that was frozen for instance, the better token counts, and else the later name.
    if (order === "earlier" || (order !== "later" && mine && isAlike(token, mine))) return;
    const ours = byOurClock(token, sentAt, environment.now());
    if (this.#events.onToken(ours, heard[this.#me] ?? 0) || host.adopt(ours)) memory.session.begin(own);
  }

  /** A tab that comes back may have missed a sign-out: nobody hears of its token before it has heard the others. */
  #return(): void {
    this.#returning ??= [];
    void this.peers.hearAgain(this.#end.signal).then(() => this.#goOn());
    this.#events.onReturn();
  }

  /** A session begins or ends: what was missed in an absence before is older. During a return all of it counts. */
  noteTurn(): void {
    if (!this.#returning) this.#options.memory.wasAway = false;
  }

  #goOn(): void {
    const token = this.#options.host.current();
    const [word, questions] = [this.#register.word, this.#returning];
    // What was fetched while the line was closed.
    if (token && word?.value === token.value) this.#say(statementOf({ ...word, token }));
    this.#returning = undefined;
    if (word && word.value === undefined) this.noteTurn();
    questions?.forEach((question) => this.#answer(question));
  }
}
