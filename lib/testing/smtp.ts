import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'

export type Received = { from: string; to: string[]; headers: Readonly<Record<string, string>>; text: string }

type Stage = 'RCPT' | 'DATA'
type Answer = { code: number; words: string } | null

/** A real SMTP server in this process that keeps what it is sent. It can answer with a code of its own, and go away and come back. */
export type Mailbox = {
  url: string
  mails: Received[]
  /** What the next messages are answered with; null takes them. */
  answer: (next: (stage: Stage, to: string) => Answer) => void
  down: () => Promise<void>
  up: () => Promise<void>
}

const decode = (text: string) =>
  Buffer.from(text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString('utf8')

function parse(raw: string, from: string, to: string[]): Received {
  const [head = '', ...rest] = raw.split(/\r\n\r\n/)
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
  const body = rest.join('\r\n\r\n')
  return { from, to, headers, text: (/quoted-printable/i.test(headers['content-transfer-encoding'] ?? '') ? decode(body) : body).replaceAll('\r\n', '\n') }
}

async function read(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks).toString('utf8')
}

const refusal = ({ code, words }: NonNullable<Answer>) => Object.assign(new Error(words), { responseCode: code })

/** @param port 0 takes a free one */
export async function startMailbox(port = 0): Promise<Mailbox> {
  let next: (stage: Stage, to: string) => Answer = () => null
  let taken = port
  const mails: Received[] = []
  const make = () =>
    new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onRcptTo: ({ address }, _session, done) => {
        const answer = next('RCPT', address)
        done(answer ? refusal(answer) : null)
      },
      onData: (stream, { envelope }, done) => {
        void read(stream).then((raw) => {
          const to = envelope.rcptTo.map(({ address }) => address)
          const answer = next('DATA', to[0] ?? '')
          if (answer) return done(refusal(answer))
          mails.push(parse(raw, envelope.mailFrom ? envelope.mailFrom.address : '', to))
          done()
        })
      },
    })
  let server: SMTPServer
  const up = () =>
    new Promise<void>((resolve, reject) => {
      server = make()
      server.on('error', () => {})
      server.server.once('error', reject)
      server.listen(taken, '127.0.0.1', () => {
        const address = server.server.address()
        if (typeof address === 'object' && address) taken = address.port
        resolve()
      })
    })
  const down = () => new Promise<void>((resolve) => server.close(() => resolve()))
  await up()
  return { url: `smtp://127.0.0.1:${taken}`, mails, answer: (given) => (next = given), down, up }
}
