import { useToken, useTokenState } from "evertoken/vue";
import { defineStore } from "pinia";
import { reactive } from "vue";
import { tokens } from "./tokens";

// A manager may sit in a reactive object; the store follows it as a component would.
export const useSession = defineStore("session", () => {
  const shop = reactive({ tokens });
  return { shop, token: useToken(shop.tokens), state: useTokenState(shop.tokens) };
});
