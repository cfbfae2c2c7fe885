import { Duplex } from 'node:stream'
import type { PGlite } from '@electric-sql/pglite'

const TERMINATE = 0x58
/** Sync, Query, Flush and password: the messages after which the client waits for an answer. */
const ANSWER_DUE = new Set([0x53, 0x51, 0x48, 0x70])

/**
 * A "socket" for pg.Client that speaks the wire protocol to a PGlite in this process, so that one code path serves both
 * databases. No port is opened.
 */
export class PGliteStream extends Duplex {
  private received: Buffer = Buffer.alloc(0)
  private pending: Buffer[] = []
  private started = false

  constructor(private readonly database: PGlite) {
    super()
  }

  connect() {
    process.nextTick(() => this.emit('connect'))
    return this
  }
  setNoDelay() {
    return this
  }
  setKeepAlive() {
    return this
  }
  setTimeout() {
    return this
  }
  ref() {
    return this
  }
  unref() {
    return this
  }

  override _read() {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void) {
    this.feed(chunk).then(() => done(), done)
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void) {
    this.feed(Buffer.concat(chunks.map(({ chunk }) => chunk))).then(() => done(), done)
  }

  private async feed(chunk: Buffer) {
    this.received = this.received.length ? Buffer.concat([this.received, chunk]) : chunk
    for (let message = this.next(); message; message = this.next()) {
      if (this.started && message[0] === TERMINATE) {
        this.push(null)
        return
      }
      this.pending.push(message)
      const answerDue = !this.started || ANSWER_DUE.has(message[0] ?? 0)
      this.started = true
      if (answerDue) await this.run()
    }
  }

  /** The next whole message, or null until more bytes come. The start-up message has no type byte. */
  private next(): Buffer | null {
    const header = this.started ? 5 : 4
    if (this.received.length < header) return null
    const length = this.started ? this.received.readInt32BE(1) + 1 : this.received.readInt32BE(0)
    if (this.received.length < length) return null
    const message = this.received.subarray(0, length)
    this.received = this.received.subarray(length)
    return message
  }

  private async run() {
    const message = this.pending.length === 1 && this.pending[0] ? this.pending[0] : Buffer.concat(this.pending)
    this.pending = []
    await this.database.runExclusive(() =>
      this.database.execProtocolRawStream(new Uint8Array(message), {
        onRawData: (data: Uint8Array) => {
          this.push(Buffer.from(data))
        },
      }),
    )
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void) {
    const finish = () => done(error)
    if (this.inTransaction()) this.database.exec('ROLLBACK').then(finish, finish)
    else finish()
  }

  // PGlite keeps this one out of its types.
  private inTransaction(): boolean {
    const database: { isInTransaction?: () => boolean } = this.database as object
    return !this.database.closed && (database.isInTransaction?.() ?? false)
  }
}
