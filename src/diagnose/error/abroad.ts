/**
 * What back ends and systems say of tokens in other languages, as English words: German, Spanish, French, Portuguese, Italian, Dutch, Swedish, Norwegian, Danish, Finnish,
 * Polish, Czech, Hungarian, Romanian, Turkish, Indonesian, Vietnamese, Thai, Hindi, Russian, Ukrainian, Arabic, Japanese, Chinese, Korean.
 *
 * Texts of SDKs are English; what an app's own back end says to its users often is not.
 *
 * @module
 */

/** The longer ones first: a request to sign in holds the word for a session. */
const WORDS: readonly (readonly [string, string])[] = [
  [
    "refresh token",
    "aktualisierungs-?token|token (?:de|di) (?:actualización|atualização|aggiornamento)|jeton d.actualisation|vernieuwingstoken|uppdateringstoken|token\\w* odświeżani\\w+|yenileme (?:belirte[cç]|token|jeton)\\S*|リフレッシュトークン|刷新令牌|токен\\S? обновления|갱신 토큰",
  ],
  [
    "sign in again",
    "melden sie sich (?:erneut|wieder)|anmeldevorgang neu|bitte (?:erneut )?(?:an|ein)(?:melden|loggen)|(?:inici\\w+|vuelv\\w+ a iniciar) (?:la |su )?sesión|\\breconnecter\\b|identifier à nouveau|faça login|accedi di nuovo|(?:effettua\\w*|eseg\\w+) (?:nuovamente |di nuovo )?(?:il login|l.accesso)|(?:log|meld je|meldt u zich) (?:opnieuw|weer) (?:in|aan)|logga in|logg? (?:inn på nytt|ind igen)|kirjaudu\\w*|přihlaste se|zaloguj|giriş yap\\S*|(?:login|masuk) (?:kembali|lagi)|đăng nhập lại|تسجيل الدخول|(?:再度?|もう一度)?ログイン(?=し|が必要|してください)|(?:重新|请先?|請先?)登[录錄]|войдите|авторизуйтесь|увійдіть|다시 로그인|로그인이 필요",
  ],
  [
    "invalid credentials",
    "identifiants (?:invalides|incorrects|ne correspondent pas)|credenciales no coinciden|zugangsdaten (?:wurde|sind|falsch|ungültig)|(?:e-mailadres en wachtwoord|adresse e-mail et mot de passe).{0,30}(?:niet geldig|incorrect)|認証情報が(?:記録と)?一致しません|비밀번호가 (?:잘못|일치하지|올바르지|틀)|credenciais (?:inválidas|não foram encontradas)|credenciales (?:inválidas|incorrectas)|credenziali (?:non valide|errate)|anmeldedaten (?:sind )?(?:ungültig|falsch)|(?:ungültiger|falscher) benutzername|falsches (?:passwort|kennwort)|(?<!par )mot de passe (?:est )?(?:incorrect|erroné)|contraseña (?:es )?incorrecta|senha (?:está )?incorreta|password (?:errata|non corretta)|onjuist wachtwoord|用户名或密码(?:错误|不正确)|密码(?:错误|不正确)|パスワードが(?:正しく|違)|неверн\\S+ (?:логин|пароль|имя)",
  ],
  [
    "credentials were not provided",
    "anmeldedaten fehlen|(?:informations d.authentification|identifiants) non fourni\\w+|credenciales (?:de autenticación )?no se (?:proveyeron|proporcionaron)|credenciais de autenticação não foram fornecidas|non sono state (?:immesse|fornite) le credenziali|authenticatiegegevens zijn niet|nie podano danych|giriş bilgileri verilmedi|учетные данные не были|身份[认認][证證]信息未提供|認証情報が(?:含まれていません|提供されていません|ありません)|credentials\\)가 제공되지|인증 정보가 (?:없|제공되지)",
  ],
  ["invalid signature", "(?:签名|簽名|验签|sign)(?:错误|錯誤|无效|不正确|不匹配|校验失败|验证失败|失败)"],
  [
    "invalid api key",
    "(?:ungültiger|falscher) api-schlüssel|clé d?.?api (?:est )?(?:invalide|incorrecte)|clave (?:de )?api (?:no (?:es )?válida|inválida|incorrecta)|chave (?:d[ea] )?api inválida|chiave api non valida|ongeldige api-sleutel|(?:недействительный|неверный) (?:ключ api|api-ключ)|(?:无效的?|無效的?) ?api ?[密金][钥鑰]|api ?(?:密钥|金鑰) ?(?:无效|無效|错误)|apiキーが(?:無効|正しく)",
  ],
  [
    "password authentication failed",
    "authentification par mot de passe échouée|passwort-authentifizierung .{0,40}fehlgeschlagen",
  ],
  [
    "service unavailable",
    "(?:netzwerk|internet)verbindung (?:wurde |ist |scheint )?(?:unterbrochen|getrennt|offline|nicht)|keine (?:(?:netzwerk|internet)verbindung|verbindung zum internet)|connessione a internet|connexion (?:internet|réseau|à internet)|conexión (?:a|de) internet|conexão (?:com a|à) internet|geen internetverbinding|tijdelijk niet bereikbaar|tempo limite (?:foi )?esgotado|tiempo de espera agotado|délai d.attente dépassé|zeitüberschreitung|(?:momentanément|temporairement) indisponible|vorübergehend nicht (?:verfügbar|erreichbar)|temporalmente no disponible|temporariamente indisponível|temporaneamente non disponibile|网络(?:错误|异常|连接失败|不可用)|(?:ネットワーク|インターネット)(?:エラー|接続|に接続)|нет (?:подключения|соединения)",
  ],
  [
    "does not match",
    "不匹配|不一致|一致しません|stimmt nicht überein|ne correspond pas|no coincide|não corresponde|не совпада\\S+",
  ],
  [
    "not signed in",
    "nicht angemeldet|niet ingelogd|no ha iniciado sesión|non connecté|não (?:está )?(?:logado|conectado)|未登[录錄]",
  ],
  ["revoked", "révoqué|widerrufen|revocad[oa]|revogad[oa]|revocat[oa]|ingetrokken|отозван\\S*|已(?:被)?撤销"],
  [
    "account disabled",
    "(?:usuário|usuario|cuenta|conta) (?:\\S+ ){0,2}(?:bloquead|desactivad|desativad|suspendid|suspens)[oa]|konto (?:\\S+ ){0,2}(?:gesperrt|deaktiviert)|compte (?:\\S+ ){0,2}(?:désactivé|bloqué|suspendu)|account (?:\\S+ ){0,2}(?:disattivato|bloccato|sospeso|geblokkeerd)|(?:账号|账户|帐号)已?(?:被)?(?:禁用|停用|锁定|冻结)",
  ],
  ["insufficient scope", "(?:escopo|ámbito) insuficiente|portée insuffisante|ambito insufficiente"],
  [
    "unauthorized",
    "nicht autorisiert|no autorizado|non autorisé|não autorizado|non autorizzat[oa]|niet geautoriseerd|nieautoryzowan\\w*|yetkisiz|не авторизован|許可されていません|認証エラー|未授权|未授權",
  ],
  [
    "too many requests",
    "zu viele anfragen|demasiadas (?:solicitudes|peticiones)|trop de requêtes|muitas (?:requisições|solicitações)|zbyt wiele żądań|troppe richieste|te veel verzoeken|请求过于频繁|слишком много запросов|요청이 너무 많",
  ],
  [
    "not valid yet",
    "noch nicht (?:gültig|aktiv)|(?:todavía|aún) no es válid[oa]|pas encore (?:valide|valable|actif)|ainda não (?:é|está) válid[oa]|non (?:è )?ancora valid[oa]|nog niet geldig|尚未(?:生效|有效)|还未生效|まだ有効(?:では|に)|아직 유효하지|ещ[её] не действ\\S+",
  ],
  [
    "expired",
    "abgelaufen|nicht mehr gültig|non è più valid[oa]|n.est plus valide|ya no es válid[oa]|não é mais válid[oa]|niet meer geldig|caduc(?:ad[oa]|ó)|vencid[oa]|venció|venceu|expir(?:ad[oa]|ée?|ou|ó)(?![a-z])|scadut[oa]|terminata|verlopen|gått ut|utløpt|udløbet|vanhentunut|vypršel\\w*|lejárt|a expirat|หมดอายุ\\S*|समाप्त|wygas[lł][aoy]?|kedaluwarsa|kadaluarsa|telah berakhir|đã hết hạn|انتهت صلاحية|süre\\S* (?:dol(?:du|muş)|geç(?:ti|miş))|закінчи\\S+|期限(?:が)?切れ|タイムアウト|が切れ|过期|過期|失效|ист[её]к\\S*|завершена|만료",
  ],
  [
    "invalid",
    "ungültige?[sr]?|inválid[oa]|no es válid[oa]|\\binvalide\\b|non (?:è )?valid[oa]|ongeldige?|nieprawidłow\\w*|geçersiz|無効|无效|недействител\\S*|неверн\\S+|유효하지 않",
  ],
  [
    "try again later",
    "(?:请|請)?稍[后後]再?重?[试試]|しばらくして|잠시 후 다시|temporalmente|más tarde|später erneut|réessayer plus tard|mais tarde|riprova più tardi|попробуйте позже|daha sonra tekrar",
  ],
  [
    "session",
    "sitzung|anmeldung|sesión|sessão|sessione|\\bsessie|sessionen|\\bsesj[aię]|oturum|\\bsesi\\b|\\bøkt\\w*|istunto\\w*|\\brelace\\b|munkamenet|sesiunea|phiên|الجلسة|セッション|会话|登[录錄](?:状态)?(?=已)|сесси\\S|сесія|세션",
  ],
  [
    "token",
    "\\btoken(?:u|em|ů|et|-?ul)\\b|zugriffs-?token|toegangstoken|åtkomsttoken\\w*|jeton(?:ul)?|belirte[cç]\\S*|الرمز(?: المميز)?|โทเคน|टोकन|トークン|令牌|токен\\S?|토큰",
  ],
  ["signature", "\\b(?:signatur|firma|assinatura|handtekening|podpis)\\b|imza|署名|签名|подпись|서명"],
];

const ALL = /* @__PURE__ */ WORDS.map(([ours, foreign]) => [new RegExp(foreign, "gi"), ` ${ours} `] as const);

/** Quicker than to look for each word: what English words have not, and those of the others that are written with its letters. */
const ABROAD =
  /[^\0-\x7f]|abgelaufen|sitzung|benutzername|passwort|kennwort|verbindung|identifiants|credenci|credenziali|connessione|connexion|indisponible|vorüber|mot de passe|senha|wachtwoord|stimmt nicht|correspond|coincide|anmeld|melden sie|anfragen|autori[sz]|caducad|expirad|expirou|venc[ei]|temporal|jeton|invalide\b|reconnecter|scadut|accedi\b|troppe|non valid|verlopen|opnieuw|ongeldig|verzoeken|toegangs|logga in|přihlaste se|zaloguj|token\w* dost|sesja|belirte|oturum|kedalu|kadalu|berakhir|kembali|nicht mehr|plus valide|niet meer|daha sonra|fehlen|zugangsdaten|schlüssel|gebruikersnaam|nome utente|non fourni|nie podano|niet opgegeven|api-sleutel|logg? in[nd]|kirjaudu|vyprš|tokenet|expirat\b|api invalide|chiave api|angemeldet|ingelogd|iniciado sesi|widerrufen|revocad|revogad|ingetrokken|bloquead|desactivad|desativad|suspendid|gesperrt|deaktiviert|disattivat|bloccat|sospes|geblokkeerd|insuficiente|insuffisant|bereikbaar|esgotado|agotado|terminata/i;

/** The text with these words in English; any other text as it is. */
export function inEnglish(text: string): string {
  return ABROAD.test(text) ? ALL.reduce((words, [foreign, ours]) => words.replace(foreign, ours), text) : text;
}
