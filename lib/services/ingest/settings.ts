import { fingerprintWith } from '@/lib/core/crypto'
import { cleanText, redact } from '@/lib/core/redact'
import { isSecretKey } from '@/lib/core/secret-keys'

/** Keys of settings that name a secret beside those of records: SMS_API_KEY, PASSWORD_PEPPER, SENTRY_DSN. */
const SECRET_SETTING = /(?:^|[_.-])(?:pepper|salt|dsn|keytab|credential)s?$|(?:^|[_.-])key$/i
const PUBLIC_SETTING = /public[_.-]?key$/i
const LONGEST = 4_000

export const isSecretSetting = (key: string) => !PUBLIC_SETTING.test(key) && (isSecretKey(key) || SECRET_SETTING.test(key))

/** What stands for a secret's value: same value, same fingerprint, and nothing else can be told from it. */
export const fingerprintOf = (consoleKey: string, value: string) => fingerprintWith(`${consoleKey}:config`, value)

/** A setting's value as it may be stored: a password within an address goes, the rest stays to be compared. */
export const settingValue = (value: string) => cleanText(redact(value.slice(0, LONGEST * 4)), LONGEST)
