/**
 * Stand-ins for tokens: as long-lived, of the same kind and as different from each other, without the values.
 *
 * @module
 */
import { Token, type TokenFormat } from "../token.ts";

/** How many different values are told apart; the one that has been unused for longest is forgotten first. */
const REMEMBERED = 1_000;

/** What a stand-in's value looks like, so that its format is read from it as from any other. */
const SHAPES: Readonly<Record<TokenFormat, (name: string) => string>> = {
  jwt: (name) => `${name}.of.journal`,
  "agora-007": (name) => `007${name.padEnd(64, "=")}`,
  "agora-006": (name) => `006${name.padEnd(64, "=")}`,
  opaque: (name) => name,
};

/** The token that is called `name` in a journal. */
export const standInOf = (name: string, format: TokenFormat, life: ConstructorParameters<typeof Token>[1]): Token =>
  new Token(SHAPES[format](name), life);

/** The name of a stand-in, from its value. */
export const nameIn = (value: string): string => /t\d+/.exec(value)![0];

/** Gives each value a name. Keeps salted fingerprints: whoever reads the memory of an old journal finds no token there. */
export class StandIns {
  readonly #salt: string;
  readonly #names = new Map<number, string>();
  readonly #tokens = new WeakMap<Token, Token>();
  #count = 0;

  constructor(random: () => number) {
    this.#salt = String(random());
  }

  of(token: Token): Token {
    const known = this.#tokens.get(token);
    const standIn = known ?? standInOf(this.#name(token.value), token.format, token);
    this.#tokens.set(token, standIn);
    return standIn;
  }

  /** The value of the stand-in for a token of this value. */
  valueOf(value: string): string {
    const { format } = new Token(value, { receivedAt: 0 });
    return SHAPES[format](this.#name(value));
  }

  #name(value: string): string {
    const print = fingerprint(this.#salt + value);
    const name = this.#names.get(print) ?? `t${++this.#count}`;
    this.#names.delete(print); // the last one used is the last one forgotten
    this.#names.set(print, name);
    if (this.#names.size > REMEMBERED) this.#names.delete(this.#names.keys().next().value!);
    return name;
  }
}

/** 53 bits of a string (cyrb53): two tokens of one app never meet, and nothing leads back. */
function fingerprint(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
