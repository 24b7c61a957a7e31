/**
 * What back ends and systems say of tokens in other languages, as English words: German, Spanish, French, Portuguese, Japanese, Chinese, Russian, Korean.
 *
 * Texts of SDKs are English; what an app's own back end says to its users often is not.
 *
 * @module
 */

/** The longer ones first: a request to sign in holds the word for a session. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /aktualisierungs-?token|token de (?:actualización|atualização)|jeton d.actualisation|リフレッシュトークン|刷新令牌/gi,
    "refresh token",
  ],
  [
    /melden sie sich (?:erneut|wieder)|inici\w+ (?:la |su )?sesión|\breconnecter\b|identifier à nouveau|faça login|再度?ログイン|重新登[录錄]|войдите|다시 로그인/gi,
    "sign in again",
  ],
  [
    /nicht (?:autorisiert|angemeldet)|no autorizado|non autorisé|não autorizado|許可されていません|認証エラー/gi,
    "unauthorized",
  ],
  [
    /abgelaufen|caducad[oa]|expirad[oa]|expirée?|expirou|期限(?:が)?切れ|タイムアウト|过期|過期|失效|ист[её]к\w*|만료/gi,
    "expired",
  ],
  [/ungültige?[sr]?|inválid[oa]|no es válid[oa]|\binvalide\b|無効|无效|недействител\S*/gi, "invalid"],
  [/sitzung|anmeldung|sesión|sessão|セッション|会话|сесси\S|세션/gi, "session"],
  [/zugriffs-?token|jeton|トークン|令牌|токен\S?|토큰/gi, "token"],
  [/\b(?:signatur|firma|assinatura)\b|署名/gi, "signature"],
];

const ANY =
  /abgelaufen|ungültig|sitzung|melden sie|autori[sz]|caducad|expirad|expiré|expirou|inválid|válid|sesión|sessão|jeton|invalide|\breconnecter\b|[\u3040-\u30ff\u4e00-\u9fff\u0400-\u04ff\uac00-\ud7a3]/i;

/** The text with these words in English; any other text as it is. */
export function inEnglish(text: string): string {
  return ANY.test(text) ? WORDS.reduce((words, [foreign, ours]) => words.replace(foreign, ` ${ours} `), text) : text;
}
