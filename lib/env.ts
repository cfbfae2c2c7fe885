import { z } from 'zod'

/** The only reader of process.env. Every variable is documented in .env.example. */
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true')
const optionalText = z.string().trim().min(1).optional()
const split = (text: string) => text.split(',').map((part) => part.trim()).filter(Boolean)
const list = z.string().transform(split).or(z.array(z.string())).default([])

const roleNames = z.enum(['viewer', 'agent', 'approver', 'admin'])
/** "leads=approver, desk=agent" as pairs. The group may hold an equals sign, as LDAP names do; the role is what stands last. */
function readRoles(text: string, ctx: z.RefinementCtx): { group: string; role: z.infer<typeof roleNames> }[] {
  return split(text).flatMap((pair) => {
    const at = pair.lastIndexOf('=')
    const role = roleNames.safeParse(pair.slice(at + 1).trim())
    if (at > 0 && role.success) return [{ group: pair.slice(0, at).trim(), role: role.data }]
    ctx.addIssue({ code: 'custom', message: 'must be group=role, group=role with viewer, agent, approver or admin' })
    return []
  })
}

/** What a field's place may be called; what stands there is said in lib/change-sources/generic.ts. */
const mapped = z.enum(['id', 'at', 'environment', 'service', 'kind', 'from', 'to', 'summary', 'author', 'url', 'paths', 'labels', 'when'])
function readMapping(text: string, ctx: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text)
  } catch {
    ctx.addIssue({ code: 'custom', message: 'must be a JSON object of fields and JSON pointers' })
    return z.NEVER
  }
}

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Where people reach the console, without a trailing slash. Default: http://HOST:PORT. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')).optional(),
  /** postgresql://… ; unset = PGlite under DATA_DIR. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://').optional(),
  /** postgresql://… of the tables' owner: migrates in place of DATABASE_URL, whose role then needs the rights of latchkey_app only. */
  DATABASE_MIGRATOR_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://').optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  DATA_DIR: z.string().default('.data'),
  /** Signs cookies and keys fingerprints; kept under DATA_DIR/secret when unset. */
  SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Where a change's fields stand in JSON that is sent to /api/v1/hooks/generic. */
  GENERIC_WEBHOOK_MAPPING: z.string().transform(readMapping).pipe(z.partialRecord(mapped, z.string().max(300))).optional(),
  /** Where messages to users go out. Unset: they are held, and shown as held. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Their sender: an address, or "Name <address>". */
  MAIL_FROM: z.string().regex(/^[^\r\n<>@"]*<[^\s<>@"]+@[^\s<>@"]+>$|^[^\s<>@"]+@[^\s<>@"]+$/, 'must be an address or "Name <address>"').default('Latchkey <no-reply@localhost>'),
  /** Where the team's own tools hear of alerts, patterns and rises: an address and the key that signs (whsec_ and base64), or a mailbox. */
  ALERT_WEBHOOK_URL: z.url({ protocol: /^https$/ }).or(z.url({ protocol: /^http$/, hostname: /^(localhost|127\.0\.0\.1)$/ })).optional(),
  ALERT_WEBHOOK_KEY: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'must be whsec_ and 24 to 64 bytes in base64').optional(),
  ALERT_EMAIL: z.email().optional(),
  /** Days for which events are kept; a month goes once all of it is older. PCI DSS 10.5.1 asks for twelve months. */
  EVENTS_KEPT_DAYS: z.coerce.number().int().min(31).max(3650).default(400),
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** "yes" fills an empty database with the demo company, "no" leaves it empty and refuses the demo agents in any. */
  DEMO: z.enum(['yes', 'no']).default('yes'),
  /** Where the signed anchors of the audit are kept; default: anchors under DATA_DIR. A place that the database's owner cannot write is better. */
  AUDIT_ANCHOR_DIR: optionalText,
  /** Ed25519 private key (PEM) that signs anchors and exports; made once when missing. Default: audit-key.pem under DATA_DIR. */
  AUDIT_ANCHOR_KEY: optionalText,
  /** An anchor is written every hour, and sooner after so many entries. */
  AUDIT_ANCHOR_ROWS: z.coerce.number().int().min(1).max(1_000_000).default(1000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  BENCH: flag.default(false),
  /** The company's own sign-in. Issuer and client switch it on. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_NAME: z.string().max(40).default('single sign-on'),
  OIDC_SCOPES: z.string().default('openid profile email'),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  /** group=role, comma-separated; whoever is in no listed group is refused. */
  OIDC_ROLES: z.string().default('').transform(readRoles),
  OIDC_ACR: list,
  OIDC_AMR: list.default(['mfa', 'phr', 'phrh']),
  /** Who may still use a password where there is single sign-on. */
  OIDC_PASSWORDS: z.enum(['admins', 'everyone']).default('admins'),
  /** Seconds since the person last signed in at the provider, at most. */
  OIDC_MAX_AGE: z.coerce.number().int().min(60).max(86_400).default(43_200),
}).refine(({ ALERT_WEBHOOK_URL, ALERT_WEBHOOK_KEY }) => !ALERT_WEBHOOK_URL === !ALERT_WEBHOOK_KEY, { path: ['ALERT_WEBHOOK_KEY'], message: 'stands with ALERT_WEBHOOK_URL, and the other way round' })
type Parsed = z.infer<typeof schema>
export type OidcSettings = { issuer: string; clientId: string; clientSecret: string | null; name: string; scopes: string; groupsClaim: string; roles: Parsed['OIDC_ROLES']; acr: string[]; amr: string[]; maxAge: number; passwords: Parsed['OIDC_PASSWORDS'] }
export type Env = Parsed & { oidc: OidcSettings | null; webhookSecrets: Readonly<Record<string, string>> }

/** Every NAME_WEBHOOK_SECRET by its whole name: which sources there are is the catalogue's to say. */
const webhookSecretsOf = (given: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (/^[A-Z0-9_]+_WEBHOOK_SECRET$/.test(name) && value?.trim() ? [[name, value.trim()]] : [])))

function oidcOf(parsed: Parsed): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = parsed
  if (!issuer || !clientId) return null
  return {
    issuer, clientId, clientSecret: parsed.OIDC_CLIENT_SECRET ?? null, name: parsed.OIDC_NAME, scopes: parsed.OIDC_SCOPES, groupsClaim: parsed.OIDC_GROUPS_CLAIM,
    roles: parsed.OIDC_ROLES, acr: parsed.OIDC_ACR, amr: parsed.OIDC_AMR, maxAge: parsed.OIDC_MAX_AGE, passwords: parsed.OIDC_PASSWORDS,
  }
}

/** Parses a set of variables; an empty value counts as unset. Throws an Error that names each bad variable, never its value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return { ...parsed.data, oidc: oidcOf(parsed.data), webhookSecrets: webhookSecretsOf(given) }
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`These environment variables cannot be used (see .env.example):\n${lines.join('\n')}`)
}

let parsed: Env | undefined

/** The environment of this process, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env)
  return parsed
}

/** Where people reach the console. An IPv6 address stands in brackets (RFC 3986, 3.2.2). */
export function publicUrl(): string {
  const { PUBLIC_URL, HOST, PORT } = env()
  const everywhere = HOST === '0.0.0.0' || HOST === '::'
  return PUBLIC_URL ?? `http://${everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`
}

/** The folder of the anchors and the file of the key that signs them. */
export function auditPlaces(): { anchorDir: string; keyFile: string } {
  const { AUDIT_ANCHOR_DIR, AUDIT_ANCHOR_KEY, DATA_DIR } = env()
  return { anchorDir: AUDIT_ANCHOR_DIR ?? `${DATA_DIR}/anchors`, keyFile: AUDIT_ANCHOR_KEY ?? `${DATA_DIR}/audit-key.pem` }
}

/** next-auth reads these two from the environment only; they are set from ours before its first use. */
export function provideNextAuth(secret: string): void {
  process.env.NEXTAUTH_URL ??= publicUrl()
  process.env.NEXTAUTH_SECRET ??= secret
}
