/**
 * What `authorizedFetch` is to `fetch`, for Angular's `HttpClient`.
 *
 * @module
 */
import type { HttpEvent, HttpHandlerFn, HttpInterceptorFn, HttpRequest } from "@angular/common/http";
import { catchError, defer, finalize, from, type Observable, switchMap, tap, throwError } from "rxjs";
import { checkNames } from "../../core/check.ts";
import { type Carried, carrierOf } from "../common/carried.ts";
import type { TokenFeed } from "../common/feed.ts";
import { guardOf } from "../common/origins.ts";

/** To whom the interceptor sends the token. */
export interface TokenInterceptorOptions {
  /**
   * Origins that get the token besides the page's own, e.g. `"https://api.example.com"`.
   *
   * @defaultValue none: where there is no page, every request is sent as it is
   */
  allow?: readonly (string | URL)[] | undefined;
}

const hasOrigin = (): boolean => !!(globalThis as { location?: object }).location;

type Events = Observable<HttpEvent<unknown>>;

/**
 * Makes an interceptor for `provideHttpClient(withInterceptors([...]))`: each request to an allowed origin carries the
 * token, and an answer 401 is followed by one new token and one more request. A request that has a header `Authorization`
 * already, or goes elsewhere, is sent as it is; so is one with a relative address where a server renders.
 *
 * @throws TypeError for an unknown option, or an entry of `allow` that is no origin
 */
export function tokenInterceptor(tokens: TokenFeed, options: TokenInterceptorOptions = {}): HttpInterceptorFn {
  checkNames(options, ["allow"]);
  const guard = guardOf(options.allow);
  const carry = carrierOf(tokens, "use authorizedFetch of evertoken/fetch with its option proof");
  return (request, next) => {
    // Where a server renders, nothing is the page's own, and Angular resolves what is relative later.
    if (!hasOrigin() && !(options.allow?.length && URL.canParse(request.url))) return next(request);
    const { url, isAllowed } = guard(request.url);
    if (!isAllowed || request.headers.has("authorization")) return next(request);
    return defer(() => {
      const carried = carry(request.method, url);
      return from(carried.getToken({})).pipe(
        switchMap((value) => sendTwice(carried, value, request, next)),
        finalize(() => carried.end()),
      );
    });
  };
}

function sendTwice(carried: Carried, value: string, request: HttpRequest<unknown>, next: HttpHandlerFn): Events {
  const sendWith = (token: string): Events =>
    next(request.clone({ headers: request.headers.set("authorization", `Bearer ${token}`) })).pipe(
      tap((event) => {
        if ("ok" in event && event.ok) carried.accepted(token);
      }),
    );
  const sendAgain = (refusal: unknown): Events =>
    from(carried.getToken({ rejectedValue: value })).pipe(
      catchError(() => throwError(() => refusal)), // the manager has said why there is no other token, or says so of the next request
      switchMap((fresh) =>
        carried.mayCarry(value, fresh)
          ? sendWith(fresh).pipe(
              catchError((error: unknown) => {
                // An endpoint that refuses every token: the manager remembers that, and keeps the token for the others.
                if (carried.isRefusal(error)) carried.refused(fresh);
                return throwError(() => error);
              }),
            )
          : throwError(() => refusal),
      ),
    );
  return sendWith(value).pipe(
    catchError((error: unknown) => (carried.isRefusal(error) ? sendAgain(error) : throwError(() => error))),
  );
}
