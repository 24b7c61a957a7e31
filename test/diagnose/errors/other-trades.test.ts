/** Each word of another trade, by itself: keys, signatures, sessions and tokens that have no part in signing in. */
import { describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";
import { NOW } from "./cases/case.ts";

const split = (words: string): readonly string[] => words.split(", ");
const actionOf = (text: string): string => diagnoseError(text, { now: NOW }).action;

const TRADES =
  "ssl, tls, ssh, certificate, certs, pkcs8, ocsp, pgp, gpg, openssl, crypto engine, cipher, ciphers, compressor, hash algorithm, digest, commit, commits, branch, pack, index, trailer, font, fonts, archive, archives, zip, pdf, file, files, folder, directory, directories, disk, syntax, parse error, parser, lexer, grammar, compiler, lambda, builtin, builtins, method signature, plural, regex, regexp, sql, table, tables, column, columns, row, rows, cursor, schema, replica, transaction, transactions, flush, flushing, web driver, webdriver, playwright, page crash, widget, cache, manifest, module, package, dependency, lockfile, keyword, for each, slot, slots, lazy initializer, keeper, zookeeper, document, apk, integrity, time zone, locale, translation, lock, encryption, encrypted key, card, payment, payments, cart, order, orders, invoice, refund, shipping, booking, shopping, checkout, wallet, contract, prompt, completion, context length, captcha, bluetooth, usb, printer, mutex, thread, kernel, heap, process, game, games, editor, debugger, inspector, database, training, exam, class, course, trading, vote, voting, terminal, shell, driver, decrypt";

const CALLS =
  "call session, call sessions, chat session, streaming session, live session, test session, study session, session was disconnected, sessions disconnected, participant, participants, sharing, media, peer, meeting, on server, browser, renderer, config, camera, microphone, codec, ice, sdp, rtsp, upload, element, component";

const TOKENS =
  "captcha, resume, invite, change, follower, map, wildcard, next, delta, skip, authenticity, cancellation, unrecognized";

const SESSIONS =
  "meeting, mongo, db, ftp, smtp, audio, xr, import, workout, parking, charging, lecture, therapy, quiz, inference, stripe, selenium";

const NUMBERED = "id, ids, symbol, decimals, amount, in json, at position";

describe("R202 each trade", () => {
  test("without one the signature is a token's", () => {
    expect(actionOf("wrong signature of the thing")).toBe("fixConfig");
  });

  test.each([...split(TRADES), ...split(CALLS)])("%s", (trade) => {
    expect(actionOf(`wrong signature of the ${trade}`)).toBe("none");
  });

  test.each(["meeting", "participant", "peer"])("the token of a %s is one", (call) => {
    expect(actionOf(`wrong token of the ${call}`)).not.toBe("none");
  });

  test.each(split(TOKENS))("%s token", (word) => {
    expect(actionOf(`the ${word} token has expired`)).toBe("none");
  });

  test.each(split(SESSIONS))("%s session", (word) => {
    expect(actionOf(`the ${word} session has expired`)).toBe("none");
  });

  test.each(split(NUMBERED))("token %s", (word) => {
    expect(actionOf(`invalid token ${word}`)).toBe("none");
  });
});
