/**
 * One world with fake clocks, a token endpoint and an app that asks for a token every ten seconds and uses it at once.
 *
 * Everything that a client sees of time and network is faked here, and the same for all of them: `Date`, timers and
 * `performance` by @sinonjs/fake-timers, `fetch`, `navigator.onLine`, the window's `online` and `offline` events, and
 * chance, which is seeded.
 */
import FakeTimers from "@sinonjs/fake-timers";

const START = Date.UTC(2026, 0, 1);
const USE_EVERY_S = 10;
/** A user waits as long for one call. */
const PATIENCE_MS = 10_000;

const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");

function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class World {
  requests = 0;
  /** What of the last token is left at the end: it is not spent yet, whoever keeps it. */
  unspent = 0;
  uses = 0;
  served = 0;
  unhandled = 0;
  recoveredAtMs;
  /** When the client sent the browser to another page. */
  leftAtS;
  /** What a page's `navigator` has besides. */
  navigator = {};
  /** What `fetch` does, where it is more than to ask for a token. */
  answer;
  #situation;
  #clock;
  #asleepMs = 0;
  #chance = seeded(11);
  #spent = new Map();
  #minted = new Map();
  #stored;
  #page = new EventTarget();

  constructor(situation) {
    this.#situation = situation;
  }

  /** What the server's clock has counted since the beginning. */
  get trueMs() {
    return this.#clock.now - START - (this.#situation.aheadS ?? 0) * 1_000;
  }

  get trueS() {
    return this.trueMs / 1_000;
  }

  /** The server's clock, as tokens state it. */
  get trueEpochS() {
    return Math.floor((START + this.trueMs) / 1_000);
  }

  /** What a session of yesterday holds: its refresh token is good, its access token is not. */
  get endedToken() {
    const exp = this.trueEpochS - 3_600;
    return this.#jwt({ iat: exp - 3_600, exp, jti: "ended" });
  }

  /** What a sign-in brings; where the endpoint does not answer, the session of yesterday. */
  async signIn() {
    return this.token().catch(() => ({ access_token: this.endedToken, expires_in: -3_600, token_type: "Bearer" }));
  }

  /** The window's events; clients that need a `window` or `document` get this. */
  get page() {
    return this.#page;
  }

  get isOnline() {
    const { offline } = this.#situation;
    return !offline || this.trueS < offline.fromS || this.trueS >= offline.toS;
  }

  accepts(token) {
    return this.trueMs < (this.#minted.get(token) ?? 0);
  }

  #jwt(claims) {
    return `${encode({ alg: "none", typ: "JWT" })}.${encode({ ...claims, sub: "alice" })}.c2ln`;
  }

  #mint() {
    const { lifeS, cachedUntilS } = this.#situation;
    if (
      cachedUntilS !== undefined &&
      this.#stored &&
      this.#minted.get(this.#stored) - this.trueMs > cachedUntilS * 1_000
    )
      return this.#stored;
    const iat = this.trueEpochS;
    const exp = iat + lifeS;
    const token = this.#jwt({ iat, exp, jti: String(this.#minted.size) });
    this.#minted.set(token, exp * 1_000 - START);
    this.#stored = token;
    return token;
  }

  #mood() {
    const { faults = [], failing = 0 } = this.#situation;
    if (!this.isOnline) return "down";
    for (const fault of faults) {
      const spent = this.#spent.get(fault) ?? 0;
      if (this.trueS < fault.fromS || this.trueS >= fault.toS || spent >= (fault.times ?? Infinity)) continue;
      this.#spent.set(fault, spent + 1);
      return fault.mood;
    }
    return this.#chance() < failing ? "down" : "up";
  }

  /** The global `fetch`: a client whose server answers in a shape of its own brings `answer`. */
  fetch(url, init) {
    if (this.answer) return this.answer(String(url.url ?? url), init.signal ? init : { ...init, signal: url.signal });
    return this.respond(init.signal, { refresh_token: "r2" });
  }

  /**
   * The token endpoint, as `fetch` sees it: RFC 6749, 5.1. `shape` makes of that answer one of another server; an object is
   * what comes on top.
   */
  async respond(signal, shape = {}) {
    this.requests++;
    const mood = this.#mood();
    const ended = new Promise((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason));
      if (signal?.aborted) reject(signal.reason);
    });
    ended.catch(() => undefined);
    if (mood === "hang") return ended;
    const answered = new Promise((resolve) => setTimeout(resolve, (this.#situation.latencyS ?? 0.1) * 1_000));
    await Promise.race([answered, ended]);
    if (mood === "down") throw new TypeError("Failed to fetch");
    const date = new Date(START + this.trueMs).toUTCString();
    const headers = { "content-type": "application/json", "cache-control": "no-store", date };
    if (mood === 429) headers["retry-after"] = String(this.#situation.retryAfterS);
    if (typeof mood === "number")
      return new Response(JSON.stringify({ error: "temporarily_unavailable" }), { status: mood, headers });
    const access_token = this.#mint();
    const expires_in = Math.floor((this.#minted.get(access_token) - this.trueMs) / 1_000);
    const plain = { access_token, expires_in, token_type: "Bearer" };
    const body = typeof shape === "function" ? shape(plain) : { ...plain, ...shape };
    return new Response(JSON.stringify(body), { status: 200, headers });
  }

  /** As an app's own function would ask: the token, or an error. */
  async token(signal) {
    const response = await this.respond(signal);
    if (!response.ok) throw Object.assign(new Error(`status ${response.status}`), { status: response.status });
    return response.json();
  }

  /** Lives through the situation with one client. */
  async live(make) {
    const { forS, aheadS = 0, asleep, offline } = this.#situation;
    const onUnhandled = () => void this.unhandled++;
    process.on("unhandledRejection", onUnhandled);
    const random = Math.random;
    const { navigator } = globalThis;
    this.#clock = FakeTimers.install({
      now: START + aheadS * 1_000,
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
    });
    Math.random = seeded(7);
    const world = this;
    Object.defineProperty(globalThis, "navigator", {
      configurable: true,
      value: {
        get onLine() {
          return world.isOnline;
        },
        userAgent: "bench",
        ...this.navigator,
      },
    });
    globalThis.addEventListener = this.#page.addEventListener.bind(this.#page);
    globalThis.removeEventListener = this.#page.removeEventListener.bind(this.#page);
    let client;
    try {
      client = await this.#during(Promise.resolve(make(this)), 60_000);
      let wasOnline = true;
      while (this.trueS < forS) {
        for (let caller = 0; caller < (this.#situation.callers ?? 1); caller++) this.#use(client);
        await this.#clock.tickAsync(USE_EVERY_S * 1_000);
        if (asleep && this.trueS >= asleep.fromS && this.trueS < asleep.toS) {
          // Timers stand still, the wall clock does not; a visible tab hears of nothing.
          this.#clock.setSystemTime(this.#clock.now + (asleep.toS - this.trueS) * 1_000);
        }
        if (offline && wasOnline !== this.isOnline)
          this.#page.dispatchEvent(new Event(this.isOnline ? "online" : "offline"));
        wasOnline = this.isOnline;
      }
      this.unspent = this.#leftOfLast();
      const { requests } = this;
      await this.#clock.tickAsync(PATIENCE_MS);
      this.requests = requests; // what the last callers wait for is their end, and no part of the situation
    } finally {
      await this.#during(Promise.resolve(client?.stop?.()), 1_000).catch(() => undefined);
      this.#clock.uninstall();
      Math.random = random;
      Object.defineProperty(globalThis, "navigator", { configurable: true, value: navigator });
      await new Promise((resolve) => setTimeout(resolve, 5));
      process.off("unhandledRejection", onUnhandled);
    }
    return this;
  }

  async #during(promise, ms) {
    let done = false;
    promise.then(
      () => (done = true),
      () => (done = true),
    );
    for (let passed = 0; !done && passed < ms; passed += 100) await this.#clock.tickAsync(100);
    if (!done) throw new Error(`not done in ${ms} ms`); // on its own it never would: the clock stands still
    return promise;
  }

  /** One call of the app: it gets a token in time, and the server accepts it, or the call has failed. */
  #use(client) {
    this.uses++;
    const begunMs = this.trueMs;
    const judge = (token) => {
      if (this.trueMs - begunMs > PATIENCE_MS || !this.accepts(token)) return;
      this.served++;
      const endMs = this.faultEndMs;
      if (endMs !== undefined && this.trueMs >= endMs) this.recoveredAtMs ??= this.trueMs;
    };
    try {
      Promise.resolve(client.get()).then(judge, () => undefined);
    } catch {
      // A client that throws at once has failed this call.
    }
  }

  /** When the last fault of the situation is over. */
  get faultEndMs() {
    const { faults = [], offline, asleep } = this.#situation;
    const ends = [...faults.filter(({ times }) => !times).map(({ toS }) => toS), offline?.toS, asleep?.toS].filter(
      (s) => s !== undefined,
    );
    return ends.length ? Math.max(...ends) * 1_000 : undefined;
  }

  #leftOfLast() {
    const leftMs = this.#stored ? this.#minted.get(this.#stored) - this.trueMs : 0;
    return Math.min(1, Math.max(0, leftMs / 1_000 / this.#situation.lifeS));
  }

  get recoveryS() {
    if (this.faultEndMs === undefined) return undefined;
    return this.recoveredAtMs === undefined ? Infinity : (this.recoveredAtMs - this.faultEndMs) / 1_000;
  }
}
