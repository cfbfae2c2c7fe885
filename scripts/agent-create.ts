import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { AppError } from '@/lib/core/errors'
import { hashPassword } from '@/lib/http/hash-password'
import { createAgent } from '@/lib/services/settings/agents'
import { withDatabase } from './with-database'

// npm run agent:create -- --email you@example.com --name "Your Name" --role admin     the password is asked for, or read from standard input

/** Reads a line from the terminal without showing it. */
function ask(question: string): Promise<string> {
  process.stderr.write(question)
  process.stdin.setRawMode(true)
  process.stdin.resume()
  return new Promise((resolve) => {
    let typed = ''
    process.stdin.on('data', (data) => {
      for (const key of data.toString('utf8')) {
        if (key === '\u0003') process.exit(130)
        else if (key === '\r' || key === '\n') {
          process.stdin.setRawMode(false)
          process.stdin.pause()
          process.stderr.write('\n')
          resolve(typed)
          return
        } else typed = key === '\u007f' ? typed.slice(0, -1) : typed + key
      }
    })
  })
}

await withDatabase(async (ctx) => {
  const { values } = parseArgs({ options: { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string', default: 'agent' } } })
  if (!values.email || !values.name) throw new AppError('invalid', 'Usage: npm run agent:create -- --email you@example.com --name "Your Name" --role viewer|agent|approver|admin')
  const password = process.stdin.isTTY ? await ask('Password (15 characters or more): ') : (await text(process.stdin)).replace(/\r?\n$/, '')
  await createAgent(ctx, { ...values, password }, hashPassword)
  console.log(`${values.email} may sign in now.`)
})
