/** What the bindings of frameworks do, each in an app that is built with the framework's own tool. */
export const RULES: Readonly<Record<number, string>> = {
  240: "a manager works behind any `Proxy`: in Vue's `reactive`, `ref` and `readonly`, in a Pinia store",
  241: "another token is told to `subscribe`, also where nothing but its value differs",
  242: "every binding shows the token in hand and the state, follows both, and leaves no listener behind",
  243: "a binding starts an idle manager, and none that was stopped or is halted; it stops none",
  244: "a server renders no token and starts nothing, whatever its managers hold",
  245: "a framework's binding costs at most 400 bytes beside the core",
  246: "an app that its framework's own tool builds lives one life of a token in Chromium, without a word on the console",
  247: "readers of one manager never show different tokens at one moment",
  248: "a component that is edited in a development server keeps the token",
  249: "HTML of a server is taken over without a complaint, by a client that has a token already",
  250: "React may render in slices: nothing tears",
  251: "`tokenInterceptor` sends the token with `HttpClient`, to allowed origins alone; a 401 costs one new token and one more request",
  252: "the guides to frameworks show the code of the apps that are tested, and the versions",
};
