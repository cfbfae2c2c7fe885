import type { ClientBase, Connection, Submittable } from 'pg'

/** What pg's types lack of its connection. */
type CopyConnection = { sendCopyFromChunk: (chunk: Buffer) => void; endCopyFrom: () => void }

/**
 * A COPY in the place of a query: pg calls what it would call of any other, and `callback` is where it puts its time
 * limit. The text leaves as one message when the server asks for it, also after that limit: what then arrives is rolled back.
 */
class CopyText implements Submittable {
  readonly done: Promise<void>
  callback: (error?: Error) => void = () => {}

  constructor(
    private readonly statement: string,
    private readonly text: string,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.callback = (error) => (error ? reject(error) : resolve())
    })
  }

  submit(connection: Connection) {
    connection.query(this.statement)
  }
  handleCopyInResponse(connection: CopyConnection) {
    connection.sendCopyFromChunk(Buffer.from(this.text))
    connection.endCopyFrom()
  }
  handleCommandComplete() {}
  handleReadyForQuery() {
    this.callback()
  }
  handleError(error: Error) {
    this.callback(error)
  }
}

/** Runs a COPY … FROM STDIN with the text as what it reads. Not for PGlite, whose connection has none. Throws pg's DatabaseError. */
export function copyText(client: ClientBase, statement: string, text: string): Promise<void> {
  return client.query(new CopyText(statement, text)).done
}
