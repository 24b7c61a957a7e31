/**
 * A token: an opaque string plus what is known of its life.
 *
 * @module
 */

/** Recognised by shape alone; nothing is verified. */
export type TokenFormat = "jwt" | "agora-007" | "agora-006" | "opaque";

/** Computed from a token and the clocks; never stored. */
export type Freshness = "none" | "fresh" | "expiring" | "expired";

/** Everything about a token but its value. Instants are epoch ms. */
export interface TokenLife {
  readonly expiresAt?: number | undefined;
  readonly issuedAt?: number | undefined;
  readonly receivedAt: number;
}

// A WeakMap and not a private field: browser consoles show private fields of a logged object.
const values = new WeakMap<Token, string>();

/**
 * One access token, frozen.
 *
 * Only reading `value` gives the string away: `JSON.stringify`, `util.inspect`, spreading and
 * string conversion show the dates and the format.
 */
export class Token {
  /** Local epoch ms, corrected for clock skew; absent where the token does not say. */
  declare readonly expiresAt?: number;
  /** As the issuer wrote it, epoch ms. */
  declare readonly issuedAt?: number;
  /** When it arrived here, epoch ms. */
  readonly receivedAt: number;
  readonly format: TokenFormat;

  constructor(value: string, life: TokenLife) {
    values.set(this, value);
    if (life.expiresAt !== undefined) this.expiresAt = life.expiresAt;
    if (life.issuedAt !== undefined) this.issuedAt = life.issuedAt;
    this.receivedAt = life.receivedAt;
    this.format = formatOf(value);
    Object.freeze(this);
  }

  /** The string that the vendor's SDK accepts. */
  get value(): string {
    return values.get(this)!;
  }

  toString(): string {
    return `[Token ${this.format}]`;
  }
}

function formatOf(value: string): TokenFormat {
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(value)) return "jwt";
  const agora = /^00([67])[\w+/=]+$/.exec(value);
  return agora && value.length > 60 ? (agora[1] === "7" ? "agora-007" : "agora-006") : "opaque";
}
