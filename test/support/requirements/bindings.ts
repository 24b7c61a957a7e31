/** What the bindings of frameworks do, each in an app that is built with the framework's own tool. */
export const RULES: Readonly<Record<number, string>> = {
  240: "a manager works behind any `Proxy`: in Vue's `reactive`, `ref` and `readonly`, in a Pinia store",
  241: "another token is told to `subscribe`, also where nothing but its value differs",
  242: "every binding shows the token in hand and the state, follows both, and leaves no listener behind",
  243: "a binding starts an idle manager, and none that was stopped or is halted; it stops none",
  244: "a server renders no token and starts nothing, whatever its managers hold",
  245: "a framework's binding costs at most 400 bytes beside the core",
};
