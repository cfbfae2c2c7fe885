import { z } from 'zod'

/** The only reader of process.env. Every variable is documented in .env.example. */
const flag = z.enum(['0', '1', 'true', 'false']).transform((value) => value === '1' || value === 'true')
const optionalText = z.string().trim().min(1).optional()

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Where people reach the console, without a trailing slash. Default: http://HOST:PORT. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '')).optional(),
  /** postgresql://… ; unset = PGlite under DATA_DIR. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://').optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  DATA_DIR: z.string().default('.data'),
  /** Signs cookies and keys fingerprints; kept under DATA_DIR/secret when unset. */
  SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  GITHUB_WEBHOOK_SECRET: optionalText,
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Latchkey <no-reply@localhost>'),
  /** Number of proxies in front whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** "yes" fills an empty database with the demo company, "no" leaves it empty and refuses the demo agents in any. */
  DEMO: z.enum(['yes', 'no']).default('yes'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  BENCH: flag.default(false),
})
export type Env = z.infer<typeof schema>

/** Parses a set of variables; an empty value counts as unset. Throws an Error that names each bad variable, never its value. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
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

/** next-auth reads these two from the environment only; they are set from ours before its first use. */
export function provideNextAuth(secret: string): void {
  process.env.NEXTAUTH_URL ??= publicUrl()
  process.env.NEXTAUTH_SECRET ??= secret
}
