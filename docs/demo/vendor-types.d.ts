/** What the demo uses of two packages that bring no types. */
declare module "oidc-provider" {
  import type { IncomingMessage, ServerResponse } from "node:http";

  interface Client {
    readonly clientId: string;
  }

  /** Every result is awaited (9.13.3), so a store in memory need not be asynchronous. */
  export interface Adapter {
    upsert(id: string, payload: Record<string, unknown>): void;
    find(id: string): Record<string, unknown> | undefined;
    /** For sessions. */
    findByUid?(uid: string): Record<string, unknown> | undefined;
    consume(id: string): void;
    destroy(id: string): void;
    revokeByGrantId(grantId: string): void;
  }

  /** When a user is asked. `base()` is the server's own policy, by prompt. */
  export const interactionPolicy: {
    base(): { get(prompt: string): { checks: { remove(check: string): void } } | undefined };
  };

  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    /** Koa's switch: failures of a connection are not printed. */
    silent: boolean;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    readonly Client: { find(clientId: string): Promise<Client | undefined> };
    readonly Grant: new (init: { accountId: string; clientId: string }) => {
      addOIDCScope(scope: string): void;
      addResourceScope(resource: string, scope: string): void;
      save(): Promise<string>;
    };
    readonly RefreshToken: new (init: Record<string, unknown>) => { save(): Promise<string> };
  }
}

declare module "agora-token/src/AccessToken2.js" {
  export class AccessToken2 {
    issueTs: number;
    expire: number;
    from_string(token: string): boolean;
    verifySignature(appCertificate: string): boolean;
  }
}
