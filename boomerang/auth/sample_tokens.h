#pragma once

// Keys and tokens of other implementations. Made by sample_tokens.py: not to be edited.

namespace boomerang::auth::sample {

inline constexpr char key_set[] =
    "{\"keys\": [{\"e\": \"AQAB\", \"kid\": \"rsa-1\", \"kty\": \"RSA\", \"n\": "
    "\"tOnQeTfO9LDc2jEsZYQ8"
    "70e_AZ9NAW0tq0ODyiYqnXFzHD7QYMoOvR1FmGTUfCItsJmtFmg7eBhPnFfszspZ9ALLzEJ63ELVgaVk"
    "7wONjRo5BPg59FojpVFDRCDZh4bgXszXugCxs1bUnCSra8ElFZXS5XDUHHfqKhUJ3A1dlOl8miO6Jccu"
    "mlWoBugVxrvgqKQqVAA0UrpBIdAqKQbHrgfIyNGS0oh7Pge_yJjscC1RD9Zv2CfnPyvfn9D81bvV8H_h"
    "4Q7aMdA42_tLbljekgghkOyKaF9LMUd0VSd64lcPmesL1-IOSwMw2gBJ-pgM3xMEeT_TfW7dIIyzP6el"
    "hw\", \"use\": \"sig\", \"alg\": \"RS256\"}, {\"crv\": \"P-256\", \"kid\": \"ec-1\", \"kty\": "
    "\"EC\","
    " \"x\": \"oVOlqpIU99GpBBm9UC5TLUel0Zd38DqasYFt-VqCO84\", \"y\": \"SXpOq80rMUaiTXg-e9h5D"
    "ZrexpuAaaJFvO6ga-2AcZk\"}, {\"crv\": \"Ed25519\", \"kid\": \"ed-1\", \"kty\": \"OKP\", \"x\": "
    "\""
    "HEENi3G68d8Mn4txQwfdS6Z5SCOmr5SNDYryY5to-0k\"}]}";

inline constexpr char next_key_set[] =
    "{\"keys\": [{\"crv\": \"P-256\", \"kid\": \"ec-1\", \"kty\": \"EC\", \"x\": "
    "\"oVOlqpIU99GpBBm9UC5"
    "TLUel0Zd38DqasYFt-VqCO84\", \"y\": \"SXpOq80rMUaiTXg-e9h5DZrexpuAaaJFvO6ga-2AcZk\"}, "
    "{\"crv\": \"P-256\", \"kid\": \"ec-2\", \"kty\": \"EC\", \"x\": "
    "\"qNG9z9hubvQlHk0HPlXBx9mHbSynV"
    "HuUH8B8VhNFqG4\", \"y\": \"E9ORRB_xtdF1VfcFhaotRxyv-Jbi_OMWPI20dbF68KM\", \"alg\": \"ES2"
    "56\"}]}";

inline constexpr char public_key[] =
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtOnQeTfO9"
    "LDc2jEsZYQ8\n70e/AZ9NAW0tq0ODyiYqnXFzHD7QYMoOvR1FmGTUfCItsJmtFmg7eBhPnFfszspZ\n9AL"
    "LzEJ63ELVgaVk7wONjRo5BPg59FojpVFDRCDZh4bgXszXugCxs1bUnCSra8El\nFZXS5XDUHHfqKhUJ3A"
    "1dlOl8miO6JccumlWoBugVxrvgqKQqVAA0UrpBIdAqKQbH\nrgfIyNGS0oh7Pge/yJjscC1RD9Zv2CfnP"
    "yvfn9D81bvV8H/h4Q7aMdA42/tLblje\nkgghkOyKaF9LMUd0VSd64lcPmesL1+IOSwMw2gBJ+pgM3xME"
    "eT/TfW7dIIyzP6el\nhwIDAQAB\n-----END PUBLIC KEY-----\n";

inline constexpr char small_rsa_jwk[] =
    "{\"e\": \"AQAB\", \"kid\": \"small\", \"kty\": \"RSA\", \"n\": "
    "\"mGUYKkQ4hdgjQK_xzmbsKMw_L-kGEb"
    "8DUEqpWKejPxr6-IN_OuakknBO8SXSyNA72D9S1xmAlkdTo7XB1filGCHseOspt33jGveT6N-BAWl3t0"
    "KcBVRrThJA8tljn4FUTATp-ACpJEKAsn9GP2JDkPFPwSfuE2sjKeaeI2Ci8gE\"}";

inline constexpr char off_curve_jwk[] =
    "{\"crv\": \"P-256\", \"kid\": \"ec-1\", \"kty\": \"EC\", \"x\": "
    "\"oVOlqpIU99GpBBm9UC5TLUel0Zd38"
    "DqasYFt-VqCO84\", \"y\": \"SXpOq80rMUaiTXg-e9h5DZrexpuAaaJFvO6ga-2AcZg\"}";

inline constexpr char p384_jwk[] =
    "{\"crv\": \"P-384\", \"kid\": \"p384\", \"kty\": \"EC\", \"x\": "
    "\"vqWWy7XTOWjE3xDAReiNKnHxv8IpA"
    "bm7J4xQlgCzMIzDUBIGiai46FvwrFhsv4SH\", \"y\": \"qv3lSFnz5IBnP4icSp2hfjQ2JNNq3qHURRe4"
    "HWf2ixkpMmhmXdhrfJL-fFUgEv_c\"}";

inline constexpr char private_jwk[] =
    "{\"crv\":\"P-256\",\"d\":\"ejuIixz2OoqxteLTqCIWMl2cqSdamkNPNCRBxnwbim4\",\"kid\":\"ec-1\",\"k"
    "ty\":\"EC\",\"x\":\"oVOlqpIU99GpBBm9UC5TLUel0Zd38DqasYFt-VqCO84\",\"y\":\"SXpOq80rMUaiTXg-"
    "e9h5DZrexpuAaaJFvO6ga-2AcZk\"}";

inline constexpr char rs256_token[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYS0xIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lz"
    "c3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2"
    "MDAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.Obta3fQc"
    "JvIA8hFBURcd2kiR0kSU5wf8bunimXFmfjrwSj-9pm9wy7n-5J055taSm6wuEGZyFH9AsyOYX-4yDUTI"
    "oc2XDJ9-9118bhonmFdfXJhqzauD-MWkYXIKX7-AjiYbCT53_7OGZaMeLCqfwtX1J2rzJW8rzPXKw_QV"
    "5PgY0AGv8CaazNcaS9QABhpp_zNWyMs4VLl0Kh8bWdGlT17xNf70JgJrTxRakrPfEUtQQ2q946CweMJE"
    "Wugw4HPLXoQbW_F1451d8VCF2-za4cfEiwXhphSUH-kqCrHHCCJxSwQYLUMK1KyNO5xfTi20wRF3SOlp"
    "UjFvdnAlnzOAwQ";

inline constexpr char es256_token[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImVjLTEiLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJodHRwczovL2lzc"
    "3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2M"
    "DAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.0P7eXCPUq"
    "az7-mBn5OIt1KrqS3k0U64ogLPvsiIUG8YDlCmz9zMJnAmc13jfFYuzUWuQHo-b0HFtt17Jq3m56Q";

inline constexpr char eddsa_token[] =
    "eyJhbGciOiJFZERTQSIsImtpZCI6ImVkLTEiLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJodHRwczovL2lzc"
    "3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2M"
    "DAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.U6U4ljGQq"
    "bGyKhs8PDYyxUCVrzEc-CJsuI2cnBQAb43bRtV_SLWgbWkTOq9JH9IkqzGKzZ0cN-bd8Rwz_IXbDA";

inline constexpr char next_es256_token[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImVjLTIiLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJodHRwczovL2lzc"
    "3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2M"
    "DAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.AWoa6pjkU"
    "ZW-ANdfY8cM7plUUfoAjAwBiPbp1KUi5QZsFT8l07qiPsfRHwsXYgmKHUhNkcZGhjqvFws99NKWVA";

inline constexpr char small_rsa_token[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6InNtYWxsIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lz"
    "c3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2"
    "MDAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.ZSqL-NiY"
    "dS9JOhCO2bWYIXuX7dSLmOOgzy6f2Jzc_OMIRmc871ahxxsxlmR2ux8QT06fUwvD2KH0OMFFSdTBVds-"
    "EXVah7XrZf6nDsmpP6AOTgS6BTfzxUOY0yeyYgzME-0GrhihlxGrh8uaFeJOplYWrY15zC9XxY-r4UsX"
    "Qwc";

inline constexpr char es384_token[] =
    "eyJhbGciOiJFUzM4NCIsImtpZCI6InAzODQiLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJodHRwczovL2lzc"
    "3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2M"
    "DAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.cXOdiblH_"
    "5akhVtdKhay0fXwJdjouY7Of6NZClACqpL09dG0IO1SBjgZKELeOKGYwk5cawGwuJ1ISjnmxigsMEqDX"
    "oZ5Gel4SRsG5llf3R334v5Qh_7GRvU_o6q8s-pW";

inline constexpr char ps256_token[] =
    "eyJhbGciOiJQUzI1NiIsImtpZCI6InJzYS0xIiwidHlwIjoiSldUIn0.eyJpc3MiOiJodHRwczovL2lz"
    "c3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2"
    "MDAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.BbbU-NqH"
    "kgP5gu-1TuDXHTR-UOK1rlXBxUqUI0_9ufgtYXKD6K_7XcFLEKmd5kJmWmUbf8YVhZi25WL8di_OinzM"
    "jnWAnQO7W3ZW51iXaH7I74vSxLg_7aBMfOFFU-MECZkwqxGzONVHLSHWpdUB--5-BttT4G-j6FjZoNuv"
    "X870rLzP3ilrihO3QvbXle8cMHyRK07Ya3sF2hrvigsPHbH_b8npabRhE4Xj9VoLk6e0d48EC5jN8x6y"
    "RlicztzdTRdsgRmAp_OyKrMhTLzjX6q74oIkQJHJqUslAPyTjPEMZw2goEJeD_8VxObaEiAriEI6WqoH"
    "SIyernz3OcIF7Q";

inline constexpr char public_key_as_secret_token[] =
    "eyJhbGciOiAiSFMyNTYiLCAidHlwIjogIkpXVCIsICJraWQiOiAicnNhLTEifQ.eyJpc3MiOiAiaHR0c"
    "HM6Ly9pc3N1ZXIuZXhhbXBsZSIsICJhdWQiOiAiYm9vbWVyYW5nIiwgInN1YiI6ICJhbGljZSIsICJpY"
    "XQiOiAxNzY3MjI1NjAwLCAiZXhwIjogMTc2NzIyNTkwMCwgInNjb3BlIjogInVzZXJzOndyaXRlIHVzZ"
    "XJzOnJlYWQifQ.DgnoD_ISCwPj1T02iPJdUGmemAanRcn1C8DHtuLQcCk";

inline constexpr char strangers_token[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImVjLTEiLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJodHRwczovL2lzc"
    "3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2M"
    "DAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.YLam3Eb81"
    "XgUkAvIIYxhmf88D-aSwH5sDWFFnJa5HxURUuvUW_-HlOS1RALDVCVYcbCcqMgHVJLin78qPokpiQ";

inline constexpr char strangers_token_with_its_key[] =
    "eyJhbGciOiJFUzI1NiIsImp3ayI6eyJjcnYiOiJQLTI1NiIsImtpZCI6ImVjLTEiLCJrdHkiOiJFQyIs"
    "IngiOiJsaThNZ3p1VTY4Q2lfb25WaVV2emlzU3JtSGtsRmZydTEwUzR0VWNuOXFZIiwieSI6ImppR0Yt"
    "MmRVckh5SnN5ZE93amJPU05QN2VGdXZ6cXhfVDg2Q19GcUs4Ym8ifSwia2lkIjoiZWMtMSIsInR5cCI6"
    "IkpXVCJ9.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3V"
    "iIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2MDAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp"
    "3cml0ZSB1c2VyczpyZWFkIn0.JlPJ8BlACIpDpmj1jbB0CMd9c0u7ogMC5y3Erku-Dr6Jiu53hrQQbTX"
    "MT_CsHWDQQTgbfDwJJXUeEgLu8wKKIA";

inline constexpr char der_es256_token[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImVjLTEiLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJodHRwczovL2lzc"
    "3Vlci5leGFtcGxlIiwiYXVkIjoiYm9vbWVyYW5nIiwic3ViIjoiYWxpY2UiLCJpYXQiOjE3NjcyMjU2M"
    "DAsImV4cCI6MTc2NzIyNTkwMCwic2NvcGUiOiJ1c2Vyczp3cml0ZSB1c2VyczpyZWFkIn0.MEUCIQDQ_"
    "t5cI9SprPv6YGfk4i3UqupLeTRTriiAs--yIhQbxgIgA5Qps_czCZwJnNd43xWLs1FrkB6Pm9Bxbbdey"
    "at5uek";

}  // namespace boomerang::auth::sample
