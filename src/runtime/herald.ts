/**
 * Tells the world: events to listeners, and what nobody listens to once to the console, for a failure in silence costs
 * a developer hours.
 *
 * @module
 */
import type { TokenError } from "../errors.ts";
import type { TokenEvents, TokenState } from "../events.ts";
import type { Settings } from "../settings.ts";

/** Who tells the listeners. */
export interface Speaker {
  /** @returns whether anybody listens */
  emit(event: string, payload: unknown): boolean;
}

type Complaint = Partial<TokenEvents["refreshFailed"] & TokenEvents["warning"]>;

export class Herald {
  readonly #speaker: Speaker;
  readonly #isQuiet: boolean;
  #said = ""; // codes and causes, as one text: most managers have nothing to complain of
  #shown: TokenState | undefined;
  #fault: TokenError | undefined;

  constructor(speaker: Speaker, { isQuiet }: Pick<Settings, "isQuiet">, shown: TokenState) {
    this.#speaker = speaker;
    this.#isQuiet = isQuiet;
    this.#shown = shown;
  }

  /** What is wrong with the token that the app began with. It is told when the manager works, and somebody can hear it. */
  blame(fault: TokenError): void {
    this.#fault = fault;
  }

  tell<Name extends keyof TokenEvents>(event: Name, payload: TokenEvents[Name]): void {
    if (!this.#speaker.emit(event, payload) && !this.#isQuiet && (event === "refreshFailed" || event === "warning"))
      this.#say(event, payload as Complaint);
  }

  /** `stateChange`, where there is a change. */
  show(state: TokenState): void {
    if (this.#shown !== state) {
      this.#shown = state;
      this.#speaker.emit("stateChange", state);
    }
    if (!this.#fault || state.phase === "idle") return;
    const { message, remedy } = this.#fault;
    this.#fault = undefined;
    this.tell("warning", { code: "initialToken", message: `initialToken: ${message}. ${remedy}`, detail: {} });
  }

  warn(warning: TokenEvents["warning"]): void {
    const { code } = warning;
    // A dispute about tokens may end and begin again; everything else is worth one word.
    if (code !== "tokenRefused" && this.#said.includes(`${code};`)) return;
    this.#said += `${code};`;
    this.tell("warning", warning);
  }

  #say(event: string, { error, message, code }: Complaint): void {
    const cause = error ? `${error.code} (${error.action})` : `warning ${code!}`;
    if (this.#said.includes(cause)) return;
    this.#said += cause;
    const what = error ? `${error.message}. ${error.remedy}` : message!.replace(/\.?$/, ".");
    // eslint-disable-next-line no-console
    console.warn(`evertoken: ${cause}: ${what} [on("${event}") or quiet: true ends this message]`);
  }
}
