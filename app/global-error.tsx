'use client'

/** The last resort, when even the frame cannot be drawn. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <h1>Latchkey does not answer</h1>
        <p>The database may be unreachable. Nothing was changed.</p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </body>
    </html>
  )
}
