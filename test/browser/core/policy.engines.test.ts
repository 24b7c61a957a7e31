/**
 * A page whose Content-Security-Policy allows its own scripts and requests and nothing else, with Trusted Types where the
 * engine has them. The page drives itself and reports, for a policy as strict may stop a driver's script as well.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { evertoken } from "../../support/script.ts";
import { openPage } from "../engines.ts";

// Images: browsers ask for an icon.
const STRICT =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";

/** lit, which draws the lifeline, makes one policy of its own and puts its styles in by script. */
const POLICIES: Readonly<Record<string, string>> = {
  core: `${STRICT}; trusted-types 'none'`,
  lifeline: `${STRICT}; trusted-types lit-html`,
};

/** In the page: everything that could want to evaluate a text, and what the browser says against it. */
const DRIVE = `
const violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  violations.push([violatedDirective, blockedURI, sample].join(" ")));
addEventListener("error", ({ message }) => violations.push(message));
addEventListener("unhandledrejection", ({ reason }) => violations.push(String(reason)));
const paths = {
  async core() {
    const { TokenManager, diagnoseError, diagnoseToken, authorizedFetch, shareAcrossTabs, keepJournal, explain } = Evertoken;
    const tokens = new TokenManager({ fetchToken: ({ signal }) => fetch("/token", { signal }), tabs: shareAcrossTabs("policy") });
    const journal = keepJournal(tokens);
    const value = await tokens.getToken();
    const answer = await authorizedFetch(tokens, { allow: [location.origin] })("/api");
    const told = explain(tokens.state);
    const error = diagnoseError(Object.assign(new Error("401 Unauthorized"), { status: 401 }));
    const token = diagnoseToken(value);
    tokens.dispose();
    return [answer.status, typeof told, error.action, token.format ?? typeof token, journal.entries().length > 1];
  },
  async lifeline() {
    const tokens = new Evertoken.TokenManager({ fetchToken: ({ signal }) => fetch("/token", { signal }) });
    Evertoken.lifeline(tokens, document.body);
    await tokens.start();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const shown = document.querySelector("evertoken-lifeline").shadowRoot;
    return [shown.querySelectorAll("svg *").length > 0, shown.textContent.includes("opaque")];
  },
};
addEventListener("load", () => {
  const done = (seen) => fetch("/report", { method: "POST", body: JSON.stringify({ seen, violations }) });
  paths[location.pathname.slice(1)]().then(done, (error) => done(String(error)));
});
`;

let server: Server;
let origin: string;
let report: (text: string) => void;

beforeAll(async () => {
  const libraries: Readonly<Record<string, string>> = {
    core: await evertoken("iife-diagnose.ts"),
    lifeline: await evertoken("index.ts", "lifeline.ts"),
  };
  server = createServer((request, response) => {
    const send = (type: string, body: string): unknown => response.setHeader("content-type", type).end(body);
    switch (request.url) {
      case "/drive.js":
        return send("text/javascript", DRIVE);
      case "/token":
        return send("application/json", JSON.stringify({ token: "opaque-of-the-policy-page", expiresIn: 600 }));
      case "/api":
        return send("text/plain", "");
      case "/report":
        return void request
          .setEncoding("utf8")
          .toArray()
          .then((parts) => (report(parts.join("")), response.end()));
      default: {
        const [, path = "", isScript] = /^\/(core|lifeline)(\.js)?$/.exec(request.url!) ?? [];
        if (isScript) return send("text/javascript", `${libraries[path]!}; globalThis.Evertoken = Evertoken;`);
        response.setHeader("content-security-policy", POLICIES[path] ?? "default-src 'none'");
        return send("text/html", `<!doctype html><script src="/${path}.js"></script><script src="/drive.js"></script>`);
      }
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => void server.close());

async function reported(path: string): Promise<unknown> {
  const told = new Promise<string>((resolve) => (report = resolve));
  const page = await openPage(`${origin}${path}`);
  try {
    return JSON.parse(await told);
  } finally {
    await page.close();
  }
}

describe(`R306 under a strict policy in ${inject("engine")}`, () => {
  test("the core, tabs, authorizedFetch and the diagnosis evaluate no text", async () => {
    expect(await reported("core")).toEqual({ seen: [200, "string", "refresh", "opaque", true], violations: [] });
  });

  test("the lifeline needs the policy of lit and nothing else", async () => {
    expect(await reported("lifeline")).toEqual({ seen: [true, false], violations: [] });
  });
});
