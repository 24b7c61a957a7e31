/** A feed that knows how many listeners an adapter has left with it. */
import type { TokenFeed } from "../../../src/adapters/common/feed.ts";

export function countingFeed(tokens: TokenFeed): TokenFeed & { readonly listeners: number } {
  let listeners = 0;
  return {
    getToken: (options) => tokens.getToken(options),
    peek: () => tokens.peek(),
    invalidate: (value) => tokens.invalidate(value),
    on(event, listener) {
      const undo = tokens.on(event, listener);
      let isOn = true;
      listeners++;
      return () => {
        if (isOn) listeners--;
        isOn = false;
        undo();
      };
    },
    get state() {
      return tokens.state;
    },
    get listeners() {
      return listeners;
    },
  };
}
