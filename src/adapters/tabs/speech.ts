/**
 * What a page has to say to the other tabs: of which user, from which moment on, and in which order.
 *
 * @module
 */
import type { SharedToken, TabNews } from "../../tab-port.ts";
import { type Heard, statementOf } from "./messages.ts";
import type { Register } from "./register.ts";
import type { TalkOptions } from "./talk-options.ts";
import { append, newsAsWords } from "./unsaid.ts";

export interface SpeechOptions extends Pick<TalkOptions, "memory" | "owner"> {
  readonly register: Register;
  say(statement: ReturnType<typeof statementOf>): void;
  /** Whether the others have been heard: until then nothing is said. */
  isReady(): boolean;
}

export class Speech {
  readonly #options: SpeechOptions;

  constructor(options: SpeechOptions) {
    this.#options = options;
  }

  /**
   * For the token of a request that begins now. It is the user's of now, whomever the app names when it comes, and is
   * not told after a sign-out.
   *
   * @param heard - the questions heard by now
   */
  begin(heard: Heard): (token: SharedToken) => void {
    const { owner, register } = this.#options;
    const named = owner();
    const user = register.userOf(named);
    const end = register.endOf(user);
    return (token) => {
      if (register.endOf(user) === end) this.tell({ token }, heard, named ?? owner());
    };
  }

  /** @param heard - the questions heard before the token's request began */
  tell(news: TabNews, heard: Heard, owner: string | undefined): void {
    const { memory, register, isReady } = this.#options;
    const words = newsAsWords(news, heard, owner, memory.session, register.tellsOf);
    memory.unsaid = append(memory.unsaid, words);
    if (isReady()) this.sayAll();
  }

  sayAll(): void {
    const { memory, register, say } = this.#options;
    const words = memory.unsaid;
    memory.unsaid = [];
    for (const { token, heard, owner } of words)
      say(statementOf({ ...register.speak(token?.value, heard, owner), token }));
  }
}
