/**
 * A stand-in for the services behind `CallAgent`, as far as @azure/communication-calling@2.0.0 needs them to become
 * `Connected`: configuration (ECS), the long-lived socket (Trouter v4/c: socket.io 0.9 packets) and the registrar; and for
 * the same socket as `ChatClient` and older versions (1.23) open it (v4/a: the token comes before the socket).
 * Socket and registrar can refuse a token, as the real ones do: with `unauthorized`, and with status 401.
 *
 * It lives in the page: answers take no time there, so that the page's clock never overtakes them.
 *
 * @module
 */

/** The global `service` of the page. */
export interface AcsService {
  /** Whether a token of this name is taken. */
  accepts(name: string): boolean;
  /** Ends every connection: the service has looked at the token again. */
  drop(): void;
  /** Names of the tokens that were shown so far, in order. */
  readonly shown: string[];
}

/** Runs in the page, before the SDK is loaded. */
export function installService(nameOf: (token: string) => string): void {
  // Type of packet, id, endpoint, data.
  const CONNECT = "1::";
  const REFUSED = '0:::{"reason":"unauthorized"}';
  const TROUTER = "https://go.trouter.communication.microsoft.com";
  /** Names a session, its two timeouts, and what it can do. */
  const HANDSHAKE = "1:60:60:websocket";
  const surl = `${TROUTER}:3443/v4/f/1/`;
  const address = { url: surl, surl, curlb: TROUTER, reconnectUrl: `${TROUTER}/v4/c` };
  const connected = { ...address, id: "1", ccid: "1", ttl: 600_000, connectparams: {} };
  const CONNECTED = `5:::${JSON.stringify({ name: "trouter.connected", args: [connected] })}`;

  const sockets = new Set<TrouterSocket>();
  const takes = (token: string): boolean => {
    service.shown.push(nameOf(token));
    return service.accepts(service.shown.at(-1)!);
  };
  const service: AcsService = {
    accepts: () => true,
    drop: () => [...sockets].forEach((socket) => socket.say(REFUSED)),
    shown: [],
  };

  class TrouterSocket {
    onopen?: () => void;
    onmessage?: (event: { data: string }) => void;
    onclose?: () => void;

    constructor(url: string) {
      queueMicrotask(() => {
        this.onopen?.();
        this.say(CONNECT);
        if (!url.includes("/socket.io/1/websocket/")) return;
        sockets.add(this);
        this.say(CONNECTED);
      });
    }
    say(data: string): void {
      queueMicrotask(() => this.onmessage?.({ data }));
    }
    send(packet: string): void {
      const token = /"X-Skypetoken":"([^"]*)"/.exec(packet)?.[1];
      const wantsAnswer = /^5:(\d+)\+::/.exec(packet)?.[1];
      if (wantsAnswer) this.say(`6:::${wantsAnswer}+[]`);
      if (!token) return;
      const taken = takes(token);
      if (taken) sockets.add(this);
      this.say(taken ? CONNECTED : REFUSED);
    }
    close(): void {
      sockets.delete(this);
      this.onclose?.();
    }
  }

  const answers: Record<string, (request: Request) => Response> = {
    // Without these two headers the SDK takes the configuration for a failure.
    "ecs.communication.microsoft.com": () =>
      Response.json(
        { AcsCallingSDKWeb: {}, ConfigIDs: {} },
        { headers: { etag: "1", expires: "Fri, 31 Dec 2099 23:59:59 GMT" } },
      ),
    "go.trouter.communication.microsoft.com": ({ method, url, headers }) => {
      if (method !== "POST") return new Response(url.includes("/socket.io/1/") ? HANDSHAKE : "Trouter");
      if (!takes(headers.get("x-skypetoken")!)) return new Response("", { status: 401 });
      return Response.json({ ...connected, socketio: `${TROUTER}/`, connectparams: { sr: "1" } });
    },
    "registrar.communication.microsoft.com": ({ method, headers }) =>
      new Response("{}", { status: method !== "POST" || takes(headers.get("x-skypetoken")!) ? 202 : 401 }),
  };
  answers["prod.registrar.skype.com"] = answers["registrar.communication.microsoft.com"]!; // of older versions
  const fetch: typeof window.fetch = async (input, init) => {
    const request = new Request(input, init);
    return answers[new URL(request.url).hostname]?.(request) ?? new Response("", { status: 404 });
  };
  /** What the SDKs use of it. */
  class Xhr extends EventTarget {
    readyState = 0;
    status = 0;
    responseText = "";
    withCredentials = true;
    onload?: () => void;
    onreadystatechange?: () => void;
    onerror?: () => void;
    #init: RequestInit & { url: string } = { url: "" };
    readonly #headers = new Headers();
    #answered = new Headers();

    get response(): string {
      return this.responseText;
    }
    open(method: string, url: string): void {
      this.#init = { method, url };
    }
    setRequestHeader(name: string, value: string): void {
      this.#headers.set(name, value);
    }
    getResponseHeader(name: string): string | null {
      return this.#answered.get(name);
    }
    getAllResponseHeaders(): string {
      return [...this.#answered].map(([name, value]) => `${name}: ${value}\r\n`).join("");
    }
    abort(): void {}
    send(body?: BodyInit): void {
      const { url, ...init } = this.#init;
      const request = new Request(url, { ...init, headers: this.#headers, body: body ?? null });
      void window.fetch(request).then(async (response) => {
        [this.status, this.#answered, this.responseText] = [response.status, response.headers, await response.text()];
        this.readyState = 4;
        this.onreadystatechange?.();
        this.onload?.();
        this.dispatchEvent(new Event("load"));
      });
    }
  }
  Object.assign(window, { fetch, WebSocket: TrouterSocket, XMLHttpRequest: Xhr, service });
}
