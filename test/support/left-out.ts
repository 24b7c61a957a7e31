/**
 * Codes that were looked at and left out of the catalog, each list with the reason. Not shipped: a table names only the
 * numbers (`unrelated`), so that they are told apart from codes that nobody has seen.
 *
 * @module
 */
import type { TableId } from "../../src/diagnose/error/provider.ts";

export const LEFT_OUT: Partial<Readonly<Record<TableId, readonly (readonly [codes: string, reason: string])[]>>> = {
  "acs-call": [
    ["40200 40202 40205 40206", "proxy, calling oneself, event names"],
    ["40203 40204", "an agent that is disposed of already"],
  ],
  "agora-rtc": [
    ["UNEXPECTED_RESPONSE/6 UNEXPECTED_RESPONSE/8", "channel not found, channel in conflict"],
    ["UNEXPECTED_RESPONSE/2003", "joined twice; reaches the app as UID_BANNED or UID_CONFLICT"],
    ["UNEXPECTED_RESPONSE/2029", "illegal level of a role"],
    [
      "K_CHANNEL_NOT_FOUND K_CHANNEL_CONFLICTED ERR_REPEAT_JOIN_CHANNEL ERR_JOIN_BY_MULTI_IP ERR_NOT_JOINED ERR_REPEAT_JOIN_REQUEST ERR_INVALID_CHANNEL_NAME ERR_INVALID_STRINGUID ERR_TOO_MANY_USERS ERR_SET_CLIENT_ROLE_ALREADY_IN_USE ERR_PUBLISH_REQUEST_INVALID ERR_SUBSCRIBE_REQUEST_INVALID ERR_NOT_SUPPORTED_MESSAGE ERR_ILLEAGAL_PLUGIN ERR_REJOIN_USER_NOT_JOINED ERR_INVALID_OPTIONAL_INFO ERR_TOO_MANY_BROADCASTERS ERR_TOO_MANY_SUBSCRIBERS ERR_TOO_MANY_MESSAGES",
      "the gateway's words about channels, users and messages",
    ],
    [
      "K_AUTO_REBALANCE K_VOS_FALLBACK ERR_NO_CHANNEL_AVAILABLE_CODE ERR_NO_VOS_AVAILABLE ERR_TEST_TRYNEXT ERR_TEST_RETRY",
      "the SDK goes to the next server by itself; the app never sees them",
    ],
    [
      "UNEXPECTED_ERROR UNEXPECTED_RESPONSE PB_ERROR NOT_SUPPORTED WEB_SECURITY_RESTRICT INVALID_PLUGIN METADATA_OUT_OF_RANGE PROHIBITED_OPERATION EXTERNAL_SIGNAL_ABORT CUSTOM_REPORT_SEND_FAILED CUSTOM_REPORT_FREQUENCY_TOO_HIGH IMAGE_MODERATION_UPLOAD_FAILED INVALID_UINT_UID_FROM_STRING_UID",
      "says nothing alone, or is about the browser and the call itself",
    ],
    [
      "NOT_READABLE ENUMERATE_DEVICES_FAILED DEVICE_NOT_FOUND ELECTRON_IS_NULL ELECTRON_DESKTOP_CAPTURER_GET_SOURCES_ERROR CHROME_PLUGIN_NO_RESPONSE CHROME_PLUGIN_NOT_INSTALL MEDIA_OPTION_INVALID CONSTRAINT_NOT_SATISFIED TRACK_IS_DISABLED GET_VIDEO_ELEMENT_VISIBLE_ERROR SHARE_AUDIO_NOT_ALLOWED LOW_STREAM_ENCODING_ERROR SET_ENCODING_PARAMETER_ERROR INVALID_LOCAL_TRACK INVALID_TRACK FETCH_AUDIO_FILE_FAILED READ_LOCAL_AUDIO_FILE_ERROR DECODE_AUDIO_FILE_FAILED LOCAL_AEC_ERROR CONVERTING_IMAGEDATA_TO_BLOB_FAILED CONVERTING_VIDEO_FRAME_TO_BLOB_FAILED CAN_NOT_PUBLISH_MULTIPLE_VIDEO_TRACKS EXIST_DISABLED_VIDEO_TRACK",
      "devices and tracks",
    ],
    [
      "EXCHANGE_SDP_FAILED ADD_CANDIDATE_FAILED DATACHANNEL_FAILED SENDER_NOT_FOUND CREATE_OFFER_FAILED SET_ANSWER_FAILED ICE_FAILED PC_CLOSED SENDER_REPLACE_FAILED GET_LOCAL_CAPABILITIES_FAILED SUBSCRIBE_FAILED UNSUBSCRIBE_FAILED GATEWAY_P2P_LOST NO_ICE_CANDIDATE INVALID_REMOTE_USER REMOTE_USER_IS_NOT_PUBLISHED DISCONNECT_P2P CREATE_DATACHANNEL_ERROR P2P_MESSAGE_FAILED",
      "WebRTC's own connection",
    ],
    [
      "LIVE_STREAMING_TASK_CONFLICT LIVE_STREAMING_INVALID_ARGUMENT LIVE_STREAMING_TRANSCODING_NOT_SUPPORTED LIVE_STREAMING_CDN_ERROR LIVE_STREAMING_INVALID_RAW_STREAM LIVE_STREAMING_WARN_STREAM_NUM_REACH_LIMIT LIVE_STREAMING_WARN_FAILED_LOAD_IMAGE LIVE_STREAMING_WARN_FREQUENT_REQUEST CROSS_CHANNEL_WAIT_STATUS_ERROR CROSS_CHANNEL_FAILED_PACKET_SENT_TO_DEST RELAY_OK",
      "streams to a CDN, and relays that work or fail for the media",
    ],
    ["4096", "the `flag` in a message is a set of service bits, not a code"],
  ],
  "agora-rtc-native": [["renewal:0", "success"]],
  "agora-rtm": [
    [
      "-10001 -10004 -10007 -10008 -10014 -10017 -10018 -10019 -10020 -10022 -10024",
      "arguments, encryption and set-up",
    ],
    [
      "-11001 -11002 -11003 -11004 -11005 -11006 -11008 -11009 -11010 -11011 -11013 -11014 -11015 -11016 -11017 -11018 -11021 -11022 -11023 -11024 -11028 -11029 -11030 -11031 -11033 -11034 -11035 -11036 -11037 -11040",
      "channels, topics and messages",
    ],
    [
      "-12001 -12002 -12003 -12004 -12005 -12006 -12007 -12008 -12009 -12010 -12011 -12012 -12013 -12014 -12015 -12016 -12017 -13002 -13003 -13004 -13005 -13006 -13007 -13008 -13009 -13010 -13011 -13013 -13014 -13015 -14001 -14003 -14004 -14005 -14006 -14007 -14008",
      "storage, presence and locks",
    ],
    [
      "UNKNOWN LOGIN LOGIN_SUCCESS LOGIN_REJECTED RELOGIN LOGOUT AUTO_RECONNECT RECONNECT_SUCCESS JOIN JOIN_SUCCESS JOIN_FAILED REJOIN LEAVE",
      "steps of a connection, not failures; a rejected login says why in its error",
    ],
    [
      "INVALID_CHANNEL_NAME INVALID_USER_ID NOT_INITIALIZED CHANNEL_INSTANCE_EXCEED_LIMITATION CHANNEL_IN_ERROR_STATE SERVICE_NOT_SUPPORTED",
      "arguments and limits",
    ],
  ],
  "agora-rtm-1-login": [["1", "unknown error: says nothing"]],
  "agora-chat": [
    ["0", "success"],
    ["700", "REST: no user found"],
    [
      "50 51 52 53 54 101 200 203 204 205 219 221 222 223 501 502 504 508 511 601 602 603 604 605 606 607 608 609 702 704 705 800 999 1100 1101 1102 1103 1200 1201 1204 1300 1301 1302 1303 1304 1400",
      "messages, files, groups and rooms",
    ],
  ],
  "twilio-voice": [["31208", "an authorisation code in no table of 1.8.0 or 2.18.5; arrives as 53000"]],
  "twilio-video": [
    ["53104 53105 53106", "room cannot be joined, is full, is not there"],
    ["53200 53201 53202 53203 53204", "the identity's form or number"],
    ["53400 53401 53405 53407", "media streams"],
  ],
  "twilio-taskrouter": [
    ["INVALID_ARGUMENT INVALID_GATEWAY_MESSAGE TASKROUTER_ERROR UNKNOWN_ERROR", "say nothing about the token"],
  ],
  twilio: [["9221", "body of an answer of the insights gateway; never reaches the app"]],
  livekit: [
    ["12", "data channels and WebRTC support"],
    ["1 3 4 5 6 7 8 9 10 11 13 14 15 16", "reasons of `disconnected` that are not about tokens"],
    ["0", "no reason given"],
    ["18 19 20 21 22 40", "classes of errors about devices, tracks and data; a ConnectionError has its reason"],
    [
      "options dictionary is required | required roomName option not provided | required participantIdentity option not provided | host is required (pass it or set LIVEKIT_URL) | failover loop exited without returning | sha256 checksum of body does not match | region discovery failed:  | Cannot convert TrackSource  | Web Crypto API is required (globalThis.crypto.subtle) | Web Crypto API is required (globalThis.crypto.getRandomValues)",
      "the server's SDK: arguments, hosts, and the body of a webhook",
    ],
  ],
  stream: [["4 6 16 17 18 19 20 21 22 24 44 46 70", "messages, channels and their rights"]],
  sendbird: [
    [
      "400105 400201 400202 400940 403200 700000 700100 700200 700700 700800 770000 800100 800102 800110 800111 800130 800140 800150 800170 800230 800240 800250 800260 800270 800600 800700 900050 900081 901500",
      "parameters, data and channels",
    ],
  ],
  ably: [
    [
      "40000 40001 40002 40003 40004 40006 40007 40008 40009 40010 40011 40013 40018 40030 40031 40032 40033 40099 40500 90000 90001 90002 90003 90004 90005",
      "the request, its data or its channel",
    ],
    ["10000 20000 40165", "not an error"],
    [
      "40014 40015 40016 40017 40019 40020 40021 40022 40023 40024 40025 40034 40035 40311",
      "arguments, plugins, modes, TLS",
    ],
    ["40125 40126 40127 40128", "how many rules, namespaces and keys an application may have"],
    ["40151 40164 40166 40167 40172 40180 40181 40182", "push devices, and numbers that Ably names nowhere"],
    ["40900 41001 42200 42210 42211 42212 42213", "conflicts and content that a rule refuses"],
    [
      "80004 80005 80006 80007 80009 80010 80011 80012 80013 80015 80016 80021 80022 80023 80024 80030",
      "states of a connection that the SDK leaves by itself",
    ],
    ["90008 90009 90010 91000 91001 91002 91003 91004 91005 91006 91007 91008 91100", "channels and presence"],
    ["92000 92001 92002 92003 92004 92005 92006 92007 92008 93001 93002", "objects and annotations"],
  ],
  centrifuge: [
    ["3501 3509 3510 3511 102 104 105 106 107 108 112", "requests, channels and the protocol"],
    ["3 4 7 10 12 13 14", "states of the client"],
  ],
  pusher: [
    ["4000-4300", "closes of the connection: Pusher's connection carries no token"],
    ["MessageParseError BadEventName BadChannelName PusherError", "arguments, messages, and what a number explains"],
    ["TransportPriorityTooLow UnsupportedFeature UnsupportedTransport UnsupportedStrategy", "choice of a transport"],
  ],
  "graphql-ws": [["4400 4004 4406 4409 4429", "misuse of the protocol"]],
  opentok: [
    [
      "OT_CHROME_MICROPHONE_ACQUISITION_ERROR OT_CONSTRAINTS_NOT_SATISFIED OT_NO_VALID_CONSTRAINTS OT_NO_DEVICES_FOUND OT_HARDWARE_UNAVAILABLE OT_NOT_SUPPORTED OT_INVALID_VIDEO_SOURCE OT_INVALID_AUDIO_OUTPUT_SOURCE OT_SET_VIDEO_SOURCE_FAILURE OT_UNABLE_TO_CAPTURE_MEDIA OT_UNABLE_TO_CAPTURE_SCREEN OT_UNABLE_TO_ACCESS_MEDIA_ENGINE OT_SCREEN_SHARING_NOT_SUPPORTED OT_SCREEN_SHARING_EXTENSION_NOT_INSTALLED OT_SCREEN_SHARING_EXTENSION_NOT_REGISTERED OT_MEDIA_ENDED OT_MEDIA_ERR_ABORTED OT_MEDIA_ERR_DECODE OT_MEDIA_ERR_NETWORK OT_MEDIA_ERR_SRC_NOT_SUPPORTED",
      "cameras, microphones and screens",
    ],
    [
      "OT_STREAM_CREATE_FAILED OT_STREAM_DESTROYED OT_STREAM_LIMIT_EXCEEDED OT_STREAM_NOT_FOUND OT_NOT_FOUND OT_UNABLE_TO_SUBSCRIBE OT_ICE_WORKFLOW_FAILED OT_CREATE_PEER_CONNECTION_FAILED OT_PEER_CONNECTION_NOT_CONNECTED OT_SET_REMOTE_DESCRIPTION_FAILED OT_GET_RTC_STATS_REPORT_NOT_SUPPORTED OT_CONNECTION_LIMIT_EXCEEDED",
      "streams and peers",
    ],
    [
      "OT_INVALID_PARAMETER OT_INVALID_ENCRYPTION_SECRET OT_PROXY_URL_ALREADY_SET_ERROR OT_SET_PROXY_URL_TIMING_ERROR OT_FAILED_SET_CONFIGURATION OT_SOCKET_ALREADY_CONNECTED_CONNECTING OT_SOCKET_CLOSE_INCONSISTENT_DATA OT_SOCKET_CLOSE_PROTOCOL_ERROR OT_SOCKET_CLOSE_TOO_LARGE OT_SOCKET_CLOSE_UNSUPPORTED OT_UNEXPECTED_ERROR_CODE OT_UNSUPPORTED_BROWSER OT_REPORT_ISSUE_FAILED OT_CANCEL",
      "arguments, frames and the browser",
    ],
  ],
  daily: [
    ["cam-in-use mic-in-use cam-mic-in-use undefined-mediadevices camera-error", "cameras and microphones"],
    [
      "input-settings-error screen-share-error local-audio-level-observer-error video-processor-error video-processor-warning audio-processor-error remote-media-player-error live-streaming-warning meeting-session-data-error",
      "media and data of a running call",
    ],
  ],
  zoom: [
    ["6000-8299", "media, recording, chat and other features of a running session"],

    ["3 3000 3008 3009 3620 4004 4005 4006 4007 4008", "states of the session"],
    ["5000 5001 5002 5004 5005 5006 5007 5008 5009 5010 5011 5014", "the browser, and rights of the host"],
  ],
  chime: [["0 1 4 9 10 19 23 24 25 26", "capacity, media and an ordinary end"]],
  grpc: [
    ["0 1 2 3 5 6 9 11 12 15", "the request or its data"],
    [
      "CANCELLED CANCELED UNKNOWN INVALID_ARGUMENT NOT_FOUND ALREADY_EXISTS FAILED_PRECONDITION OUT_OF_RANGE UNIMPLEMENTED DATA_LOSS",
      "the request or its data",
    ],
  ],
  mqtt: [
    [
      "1 2 128 129 130 131 132 133 142 143 144 145 146 147 148 149 150 152 153 154 155 156 157 158 161 162",
      "the packet, the topic or the client's id",
    ],
  ],
  turn: [["300 400 420 440 442 443 446 447 487", "the request, the address family or the role of an end"]],
  websocket: [["1000 1002 1003 1007 1009 1010 1015", "an ordinary end, or a fault of the protocol"]],
  msal: [
    [
      "interaction_in_progress popup_window_error empty_window_error iframe_closed_prematurely popup_relay_unsupported_flow silent_logout_unsupported silent_prompt_value_error",
      "windows and frames of the sign-in itself",
    ],
    [
      "pkce_not_created ear_jwk_empty ear_jwe_empty failed_to_decrypt_ear_response asymmetric_ear_key_error crypto_key_not_found invalid_public_jwk invalid_base64_string no_crypto_object key_id_missing binding_key_not_removed missing_kid_error missing_alg_error missing_jwk_error invalid_jwk_error",
      "MSAL's own keys",
    ],
    [
      "empty_navigate_uri unable_to_parse_token_request_cache_error auth_request_not_set_error invalid_cache_type database_not_open database_unavailable cache_quota_exceeded cache_error_unknown invalid_cache_record invalid_cache_environment multiple_matching_tokens multiple_matching_appMetadata",
      "MSAL's cache",
    ],
    [
      "auth_code_required auth_code_or_nativeAccountId_required spa_code_and_nativeAccountId_present authorization_code_missing_from_server_response client_info_decoding_error client_info_empty_error token_parsing_error hash_not_deserialized request_cannot_be_made cannot_remove_empty_scope cannot_append_scopeset logout_request_empty invalid_code_challenge_method pkce_params_missing invalid_request_method_for_EAR invalid_response_mode resource_parameter_required misplaced_resource_parameter end_session_endpoint_not_supported method_not_implemented unexpected_credential_type unexpected_error failed_to_build_headers failed_to_parse_headers",
      "misuse of a call",
    ],
    [
      "unable_to_acquire_token_from_native_platform native_extension_not_installed native_connection_not_established native_prompt_not_supported cannot_allow_platform_broker invalid_platform_broker_configuration platform_broker_error nested_app_auth_bridge_disabled ContentError PageException unsupported_method",
      "brokers and hosts",
    ],
    [
      "invalid_pop_token_request unsupported_token_binding_algorithm token_binding_key_algorithm_mismatch token_binding_key_jwk_thumbprint_mismatch missing_ssh_jwk missing_ssh_kid unsupported_authentication_scheme dpop_token_type_mismatch token_claims_cnf_required_for_signedjwt invalid_dpop_htm invalid_dpop_htu invalid_dpop_nonce dpop_missing_resource_context",
      "proofs of possession, which few apps use: looked at and left to their own texts",
    ],
  ],
  auth0: [
    [
      "mfa_challenge_error mfa_delete_authenticator_error mfa_enrollment_error mfa_list_authenticators_error mfa_verify_error passkey_challenge_error passkey_get_token_error passkey_register_error passwordless_challenge_error passwordless_start_error passwordless_verify_error passwordless_db_get_token_error signup_error change_password_error user_info_error",
      "steps of a sign-in",
    ],
    [
      "build_authorization_url_error build_link_user_url_error build_unlink_user_url_error backchannel_authentication_error token_by_client_credentials_error token_by_code_error token_by_password_error token_by_refresh_token_error token_exchange_error token_for_connection_error token_revocation_error",
      "wrappers: the cause inside says what it is about",
    ],
  ],
  okta: [
    [
      "E0000001 E0000002 E0000003 E0000007 E0000008 E0000014 E0000016 E0000017 E0000018 E0000019 E0000020 E0000023 E0000028 E0000038 E0000039 E0000060 E0000079 E0000095",
      "validation of requests, objects that are not there",
    ],
    [
      "Unrecognized storage option: | getCookieStorage: | storage.set: | SyncStorageService is not supported in current browser. | Unable to parse storage string: | Unable to set storage: | Emitter should be initialized before AuthStateManager | Emitter should be initialized before TokenManager | As of version 3.0, | This browser doesn | Modern browser with | Not a valid Base64Url | Cannot resolve relatesTo: | Must provide a link name | No link found for that name | No link is found with methodName: | Multiple OAuth responseTypes must be defined as an array",
      "misuse of the library, and what a browser lacks",
    ],
    [
      "Fingerprinting is not supported on this device | AutoPush resulted in an error. | RememberDevice resulted in an error. | Registration is not supported based on your current org configuration. | Self Service Account Unlock is not supported based on your current org configuration. | Unable to proceed with provided actions | Transaction has been cleared, failed to save idxState",
      "steps of a sign-in form, before there is a token",
    ],
    [
      "Unable to parse auth code params | Unable to parse OAuth flow response | Unable to parse OAuth flow response: DPoP was configured but | Unable to parse OAuth flow response: response type | Unable to complete auth code exchange | The key id, | unable to find",
      "says nothing alone: what follows in the message is read as words",
    ],
  ],
  cognito: [
    [
      "AliasExistsException UsernameExistsException CodeMismatchException CodeDeliveryFailureException ExpiredCodeException InvalidPasswordException PasswordHistoryPolicyViolationException UserAlreadyAuthenticatedException UserLambdaValidationException UnexpectedLambdaException InvalidLambdaResponseException AutoSignInException SignInException OAuthSignInException OAuthSignOutException UnexpectedSignInInterruptionException",
      "steps of a sign-in or sign-up",
    ],
    [
      "MFAMethodNotFoundException SoftwareTokenMFANotFoundException EnableSoftwareTokenMFAException SetUpTOTPException WebAuthnChallengeNotFoundException WebAuthnClientMismatchException WebAuthnConfigurationMissingException WebAuthnCredentialNotSupportedException WebAuthnNotEnabledException WebAuthnOriginNotAllowedException WebAuthnRelyingPartyMismatchException",
      "factors of a sign-in",
    ],
    [
      "InvalidParameterException ResourceNotFoundException ResourceConflictException ConcurrentModificationException GroupExistsException DuplicateProviderException UnsupportedUserStateException UnsupportedIdentityProviderException UnsupportedOperationException UserImportInProgressException UserPoolAddOnNotEnabledException UserPoolTaggingException ManagedLoginBrandingExistsException TermsExistsException TierChangeNotAllowedException FeatureUnavailableInTierException DeveloperUserAlreadyRegisteredException DeviceKeyExistsException DeviceMetadataNotFoundException PreconditionNotMetException InvalidContextAssertionException OperationNotEnabledException InvalidSubjectCredentialsException ServiceQuotaExceededException",
      "requests and objects",
    ],
    [
      "InvalidEmailRoleAccessPolicyException InvalidSmsRoleAccessPolicyException InvalidSmsRoleTrustRelationshipException",
      "mail and text messages",
    ],
    [
      "InvalidRedirectException InvalidAppSchemeException InvalidOriginException InvalidPreferredRedirectUrlException EmptyBigIntegerRandomPassword EmptyBigIntegerVerifierDevices EmptyBigIntegersaltToHashDevices EmptyTokenStoreException EmptyUserIdForSRPException KeyValueStorageNotFoundException iatNotFoundException ForbiddenException",
      "set-up of the library or a firewall",
    ],
  ],
  firebase: [
    [
      "auth/email-already-in-use auth/account-exists-with-different-credential auth/credential-already-in-use auth/provider-already-linked auth/no-such-provider auth/weak-password auth/password-does-not-meet-requirements auth/missing-password auth/unverified-email auth/email-change-needs-verification auth/login-blocked",
      "accounts and passwords",
    ],
    [
      "auth/missing-phone-number auth/invalid-verification-code auth/invalid-verification-id auth/missing-verification-code auth/missing-verification-id auth/captcha-check-failed auth/invalid-app-credential auth/missing-app-credential auth/invalid-recaptcha-action auth/invalid-recaptcha-token auth/invalid-recaptcha-version auth/missing-recaptcha-token auth/missing-recaptcha-version auth/missing-client-type auth/recaptcha-not-enabled auth/invalid-req-type",
      "phones and captchas",
    ],
    [
      "auth/invalid-multi-factor-session auth/missing-multi-factor-info auth/missing-multi-factor-session auth/multi-factor-info-not-found auth/maximum-second-factor-count-exceeded auth/second-factor-already-in-use auth/unsupported-first-factor",
      "enrolment of factors",
    ],
    [
      "auth/invalid-action-code auth/invalid-continue-uri auth/missing-continue-uri auth/invalid-message-payload auth/invalid-recipient-email auth/invalid-sender auth/invalid-dynamic-link-domain auth/invalid-hosting-link-domain auth/dynamic-link-not-activated auth/missing-android-pkg-name auth/missing-ios-bundle-id",
      "mails and links",
    ],
    [
      "auth/already-initialized auth/dependent-sdk-initialized-before-auth auth/emulator-config-failed auth/invalid-emulator-scheme auth/invalid-persistence-type auth/unsupported-persistence-type auth/app-not-installed auth/cordova-not-ready auth/invalid-cordova-configuration auth/invalid-auth-event auth/no-auth-event auth/missing-iframe-start auth/redirect-operation-pending auth/invalid-provider-id auth/unsupported-tenant-operation auth/missing-or-invalid-nonce auth/unsupported-password-policy-schema-version",
      "set-up of the SDK",
    ],
  ],
  "firebase-firestore": [
    [
      "not-found already-exists failed-precondition invalid-argument out-of-range unimplemented data-loss cancelled unknown",
      "data and requests",
    ],
  ],
  supabase: [
    [
      "email_exists phone_exists user_already_exists email_not_confirmed phone_not_confirmed email_address_invalid email_address_not_authorized weak_password same_password captcha_failed sms_send_failed invite_not_found provider_email_needs_verification",
      "accounts and passwords",
    ],
    [
      "mfa_factor_name_conflict mfa_factor_not_found mfa_ip_address_mismatch mfa_challenge_expired webauthn_challenge_expired mfa_verification_failed mfa_verification_rejected mfa_phone_enroll_not_enabled mfa_phone_verify_not_enabled mfa_totp_enroll_not_enabled mfa_totp_verify_not_enabled mfa_webauthn_enroll_not_enabled mfa_webauthn_verify_not_enabled mfa_recovery_codes_enroll_not_enabled mfa_recovery_codes_verify_not_enabled mfa_recovery_codes_locked mfa_recovery_codes_sole_factor mfa_verified_factor_exists too_many_enrolled_mfa_factors",
      "factors of a sign-in",
    ],
    [
      "saml_relay_state_not_found saml_relay_state_expired saml_idp_not_found saml_assertion_no_user_id saml_assertion_no_email saml_metadata_fetch_failed saml_idp_already_exists saml_entity_id_mismatch sso_provider_not_found sso_domain_already_exists user_sso_managed",
      "single sign-on of organisations",
    ],
    [
      "identity_already_exists identity_not_found single_identity_not_deletable email_conflict_identity_not_deletable manual_linking_disabled conflict validation_failed bad_json reauth_nonce_missing hook_payload_over_size_limit hook_payload_invalid_content_type",
      "requests and identities",
    ],
  ],
  oauth4webapi: [
    ["OAUTH_JWT_USERINFO_EXPECTED", "the form of the user info"],

    [
      "OAUTH_RESPONSE_IS_NOT_CONFORM OAUTH_WWW_AUTHENTICATE_CHALLENGE OAUTH_RESPONSE_BODY_ERROR OAUTH_AUTHORIZATION_RESPONSE_ERROR OAUTH_INVALID_REQUEST",
      "the answer inside the error says what it is about",
    ],
    ["OAUTH_TIMEOUT OAUTH_ABORT OAUTH_DECRYPTION_FAILED", "the request did not come to an answer"],
  ],
  keycloak: [["Server responded with an invalid status.", "the response beside it tells: see keycloak-js"]],
  google: [
    ["If a code_challenge_method is provided, code_challenge must be included.", "misuse of the library"],
    ["generateCodeVerifier is removed, please use generateCodeVerifierAsync instead.", "misuse of the library"],
    ["This method accepts an options object as the first parameter, which includes the", "misuse of the library"],
    ["The verifyIdToken method requires an ID Token", "misuse of the library"],
    ["Unsupported certificate format ", "misuse of the library"],
    ["verifySignedJwtWithCerts is removed, please use verifySignedJwtWithCertsAsync in", "misuse of the library"],
    ["No issue time in token: ", "a claim that every token of Google has"],
    ["No expiration time in token: ", "a claim that every token of Google has"],
    ["exp field using invalid format", "a claim that every token of Google has"],
  ],
};
