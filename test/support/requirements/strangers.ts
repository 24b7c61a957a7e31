/** What the diagnosis says of errors that nobody here has seen. */
export const RULES: Readonly<Record<number, string>> = {
  330: "a session of a call, a database or a browser that ends sends nobody to sign in, nor does a form that wants a password",
  331: "a number of Microsoft Entra that no row has is about the set-up, unless the word beside it says more",
  332: "a warning that a token or a session is about to expire, in plain words, asks for renewal; what has expired, or what failed, does not",
  333: "texts that people paste are answered: an expired token beside a session, a refresh that failed for the server's sake, two codes in one text, a vendor's name before a number, a status in a sentence, a console's line about the token endpoint",
  334: "what a token lacks that the app's own server mints is a matter of that server, where the provider is known",
  335: "what back ends say of tokens in seventeen other languages than English is read",
  336: "what a command line asks for, tokens of pages, names in quotes, keys that expire, and codes as other languages write them are told apart",
  337: "a sign-in that its user closed, a page in place of an API's JSON and a client that is not connected yet are no token problems; a scope that is missing, without a challenge, is for whoever asks for the token",
  338: "a right that is missing is for the developer where it is the app's own (a role of a cloud, a grant of a channel), a name and password that a broker refuses too; an answer that the browser hides is for the server's origin list; who is told to sign in must",
  339: "what a console prints of an object is read as the object: names without quotes, texts between single ones",
};
