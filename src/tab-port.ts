/**
 * The port between a manager and the other tabs (or processes) that share its credential. Types only: `evertoken/tabs`
 * and `evertoken/processes` implement it, the option `tabs` takes what they give.
 *
 * @module
 */

/**
 * Lets several tabs share one credential: one of them fetches, the others get its token. `shareAcrossTabs` of
 * `evertoken/tabs` gives one; one coordinator may serve several managers.
 */
export interface TabCoordinator {
  /**
   * Called when the manager begins to work: by `start()`, and again after a `stop()`, each time with the same `host`.
   * What the other tabs say is delivered to `host`, never before this call has returned.
   */
  connect(host: TabHost): TabConnection;
}

/**
 * A token on its way between tabs: plain data, which structured clone and JSON leave as it is. The dates are those
 * that the tab which fetched it holds the token to, so that nobody has to read, date or correct them again.
 */
export interface SharedToken {
  /** The token itself. It crosses tabs because the app has asked for that by giving a coordinator. */
  readonly value: string;
  /** Epoch ms by the local clock, already corrected for clock skew; absent where the token does not say. */
  readonly expiresAt?: number;
  /** As the issuer wrote it, epoch ms. */
  readonly issuedAt?: number;
  /** When it arrived in the tab that fetched it, epoch ms. */
  readonly receivedAt?: number;
  /** When the server advises to refresh it, epoch ms. */
  readonly refreshAt?: number;
  /** What else the answer said, as plain data: see `Token.details`. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What a connection may ask and tell the manager it belongs to. None of these throws. */
export interface TabHost {
  /**
   * Another tab's token. The manager makes it current, as it is, where it is better than the one in hand. Does
   * nothing after `clear()` and for a refused or older token, and never ends a call of the fetcher that rotates a
   * credential.
   *
   * @returns whether the token is now the current one
   */
  adopt(token: SharedToken): boolean;
  /**
   * The user has signed out, or another user has signed in, in another tab: forget the token. Tells nobody.
   *
   * @param when - `past`: it happened before this connection began, and the app has begun again since, which is later.
   * A token from before is forgotten then, and the manager goes on without it. Managers of 0.2 and before sign out.
   * @defaultValue `"now"`
   */
  clear(when?: "now" | "past"): void;
  /** The token in hand, for a tab that asks for one; `undefined` unless it is valid and nobody has refused it. */
  current(): SharedToken | undefined;
  /**
   * What went wrong in the port while nobody was waiting for it. The manager says so by the warning `tabs`, once.
   * Managers of 0.2 and before do not have it.
   */
  complain?(error: unknown): void;
}

/** What a manager wants when it needs a new token, and what would spare it the call of its fetcher. */
export interface TabCall {
  /**
   * Ends `run`, which then rejects with the signal's reason, and lets the other tabs go on. Only a call that is
   * `exclusive` and has begun is not touched: `run` ends with it, and the others wait for it.
   */
  readonly signal: AbortSignal;
  /** Whether this token would do instead of a call: valid, not refused, newer than the one in hand. Does not adopt it. */
  accepts(token: SharedToken): boolean;
  /**
   * Somebody wants a token that is fetched from now on (`forceRefresh`, `refresh()`): another tab's token does only
   * where its request began after this call.
   */
  readonly forced: boolean;
  /** The call uses up a rotating credential (`overlap: "never"`): wait for as long as it takes, never call beside another tab. */
  readonly exclusive: boolean;
}

/** What one tab has to tell the others: the token that is now current, or that the user has signed out. */
export type TabNews = { readonly token: SharedToken } | { readonly cleared: true };

/** One manager's connection to the other tabs, from `start()` to `stop()` or `dispose()`. */
export interface TabConnection {
  /**
   * Gets a token: another tab's, where one comes that `wants.accepts`, else by `call`, which is then made at most
   * once, while no other tab makes its own. Waiting for other tabs is not fetching: deadlines begin when `call` does.
   * What `call` resolves with has been told to the other tabs before they may begin theirs; what it rejects with
   * concerns nobody else.
   *
   * @returns the very object that `call` resolved with, or another tab's token, which `host.adopt` has not seen
   */
  run(call: () => Promise<SharedToken>, wants: TabCall): Promise<SharedToken>;
  /**
   * Resolves when what the others said while this tab was not connected has been heard: until then, and for 2 s at most, a
   * manager that was stopped gives its token to nobody. Without it nothing is waited for.
   */
  catchUp?(): Promise<void>;
  /**
   * The app begins again, by `start()` or `refresh()`: the moment to `host.clear("past")` a token that is another user's
   * than the page's of now. Without it the token in hand stays.
   */
  turn?(): void;
  /** Tells the other tabs of a token that the app has set, or that the user has signed out here. Never throws. */
  tell(news: TabNews): void;
  /**
   * The manager works no longer. Waits end (`run` rejects); an exclusive call in the air keeps the others out until it
   * settles, and its token still reaches them. Never throws; twice is once.
   */
  close(): void;
}
