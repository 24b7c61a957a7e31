/**
 * What back ends and systems say of tokens in German, Spanish, French, Portuguese and Japanese, as English words.
 *
 * Texts of SDKs are English; what an app's own back end says to its users often is not.
 *
 * @module
 */

/** The longer ones first: a request to sign in holds the word for a session. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /aktualisierungs-?token|token de (?:actualización|atualização)|jeton d.actualisation|リフレッシュトークン/gi,
    "refresh token",
  ],
  [
    /melden sie sich (?:erneut|wieder)|inici\w+ (?:la |su )?sesión|\breconnecter\b|identifier à nouveau|faça login|再度?ログイン/gi,
    "sign in again",
  ],
  [
    /nicht (?:autorisiert|angemeldet)|no autorizado|non autorisé|não autorizado|許可されていません|認証エラー/gi,
    "unauthorized",
  ],
  [/abgelaufen|caducad[oa]|expirad[oa]|expirée?|expirou|期限(?:が)?切れ|タイムアウト/gi, "expired"],
  [/ungültige?[sr]?|inválid[oa]|no es válid[oa]|\binvalide\b|無効/gi, "invalid"],
  [/sitzung|anmeldung|sesión|sessão|セッション/gi, "session"],
  [/zugriffs-?token|jeton|トークン/gi, "token"],
  [/\b(?:signatur|firma|assinatura)\b|署名/gi, "signature"],
];

const ANY =
  /abgelaufen|ungültig|sitzung|melden sie|autori[sz]|caducad|expirad|expiré|expirou|inválid|válid|sesión|sessão|jeton|invalide|\breconnecter\b|[\u3040-\u30ff]/i;

/** The text with these words in English; any other text as it is. */
export function inEnglish(text: string): string {
  return ANY.test(text) ? WORDS.reduce((words, [foreign, ours]) => words.replace(foreign, ` ${ours} `), text) : text;
}
