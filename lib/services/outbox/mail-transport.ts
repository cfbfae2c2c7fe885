import { createTransport } from 'nodemailer'
import { env, publicUrl } from '@/lib/env'

export type Mail = { id: string; to: string; subject: string; text: string }

/** A way for messages to leave. `id` stays the same over retries, so a receiver can tell a repeat. Throws when it did not take it. */
export type Transport = { send: (mail: Mail) => Promise<void> }

/** Milliseconds: a server that does not answer within them counts as one that is down. */
const CONNECT_MS = 10_000
const SILENT_MS = 20_000

let open: { url: string; transport: Transport } | null = null

/** The transport of this process, or null while no mail server is set and messages are held. */
export function mailTransport(): Transport | null {
  const { SMTP_URL: url, MAIL_FROM: from } = env()
  if (!url) return null
  if (open?.url !== url) open = { url, transport: smtpTransport(url, from) }
  return open.transport
}

/**
 * Sends over SMTP (smtp:// or smtps://, with the user and password in the address). The envelope names one recipient and
 * is given apart from the headers: nothing is parsed out of a text. STARTTLS is used where the server offers it;
 * ?requireTLS=true insists on it.
 */
export function smtpTransport(url: string, from: string): Transport {
  const client = createTransport({ url, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: SILENT_MS, disableFileAccess: true, disableUrlAccess: true })
  const host = new URL(publicUrl()).hostname
  return {
    send: async ({ id, to, subject, text }) => {
      await client.sendMail({
        from,
        to: { name: '', address: to },
        envelope: { from: addressIn(from), to: [to] },
        messageId: `<${id}@${host}>`,
        subject,
        text,
        // RFC 3834: no vacation note comes back.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      })
    },
  }
}

const addressIn = (from: string) => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()

export type Failure = {
  /** The server will never take it (RFC 5321, 4.2.1: 5yz): trying again is no use. */
  forever: boolean
  /** The server could not be spoken to: the next message would fare no better. */
  unreachable: boolean
}

/** Codes by which the client says that it never came to the message: connection, name, encryption, sign-in. */
const UNREACHABLE = /^(ECONN\w*|ETIMEDOUT|ESOCKET|EDNS|ENOTFOUND|EAI_AGAIN|ETLS|EPROTOCOL|EAUTH|ENOAUTH|EOAUTH2|EPIPE)$/

/** What a failed send means. A refusal of our own sign-in is ours to mend, not the message's end. */
export function failureOf(error: unknown): Failure {
  const { code = '', responseCode = 0 } = typeof error === 'object' && error !== null ? (error as { code?: string; responseCode?: number }) : {} // nodemailer's own two fields
  const unreachable = UNREACHABLE.test(code)
  return { unreachable, forever: !unreachable && responseCode >= 500 && responseCode < 600 }
}
