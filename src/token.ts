/**
 * A token: an opaque string plus what is known of its life.
 *
 * @module
 */
import { know } from "./known-ends.ts";

/** Recognised by shape alone; nothing is verified. */
export type TokenFormat = "jwt" | "agora-007" | "agora-006" | "opaque";

/** Computed from a token and the clocks; never stored. */
export type Freshness = "none" | "fresh" | "expiring" | "expired";

/** Everything about a token but its value. Instants are epoch ms. */
export interface TokenLife {
  /** When the token ends, epoch ms by the local clock. */
  readonly expiresAt?: number | undefined;
  /** When it was issued, epoch ms, as the issuer wrote it. */
  readonly issuedAt?: number | undefined;
  /** When it arrived here, epoch ms. */
  readonly receivedAt: number;
}

// A WeakMap and not a private field: browser consoles show private fields of a logged object.
const values = new WeakMap<object, string>();
/** Also where it is a proxy that has been revoked, which `instanceof` throws on. */
export const isOwnToken = (value: unknown): value is Token => values.has(value as object);

/** The details of those tokens that have some. */
const extras = new WeakMap<object, unknown>();

/**
 * One access token, frozen.
 *
 * Only reading `value` gives the string away: `JSON.stringify`, `util.inspect`, spreading and
 * string conversion show the dates and the format. `details` are hidden in the same way.
 *
 * @typeParam Details - what the app knows to stand beside the token
 */
export class Token<Details = Readonly<Record<string, unknown>>> {
  static {
    // `util.inspect({ showHidden: true })` would print the getter `value`.
    Object.defineProperty(this.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: Token, _: number, options: object, inspect: (value: object, options: object) => string) {
        return `Token ${inspect(Object.assign({}, this), options)}`;
      },
    });
  }

  /** Local epoch ms, corrected for clock skew; absent where the token does not say. */
  declare readonly expiresAt?: number;
  /** As the issuer wrote it, epoch ms. */
  declare readonly issuedAt?: number;
  /** When it arrived here, epoch ms. */
  readonly receivedAt: number;
  /** What kind of token it is, by its shape. */
  readonly format: TokenFormat;

  constructor(value: string, life: TokenLife, details: object = {}) {
    values.set(this, value);
    know(value);
    if (Object.keys(details).length) extras.set(this, frozenCopy(details));
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

  /**
   * What else the answer said: a url, an identity, a user name, `token_type`. Deeply frozen, as JSON has it.
   */
  get details(): Details {
    return (extras.get(this) ?? NOTHING) as Details;
  }

  /** The format, never the value. */
  toString(): string {
    return `[Token ${this.format}]`;
  }
}

/** What an answer calls a secret that stands beside a token. */
const SECRET = /(token|secret|key|password|credential|assertion|code)$/i;

const NOTHING = Object.freeze({});

// By way of JSON: a copy that can be frozen all through, while an object of the app's own stays as it is.
function frozenCopy(details: object): unknown {
  try {
    return JSON.parse(JSON.stringify(details), (name, part: unknown) => {
      if (SECRET.test(name) && typeof part === "string") know(part);
      return Object.freeze(part);
    });
  } catch {
    return undefined; // an app's object with a cycle, a bigint or a getter that throws; no back end sends one
  }
}

function formatOf(value: string): TokenFormat {
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(value)) return "jwt";
  const agora = /^00([67])[\w+/=]+$/.exec(value);
  return agora && value.length > 60 ? (agora[1] === "7" ? "agora-007" : "agora-006") : "opaque";
}
