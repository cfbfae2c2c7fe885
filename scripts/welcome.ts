// Printed once the console answers: where it is and how to sign in.
import { existsSync } from 'node:fs'
import { DEMO_PASSWORD } from '@/lib/demo/people'

const [address = ''] = process.argv.slice(2)
const answer = await fetch(`${address}/api/health`)
  .then((response) => response.json() as Promise<{ demo?: boolean }>)
  .catch(() => ({ demo: existsSync('.data') }))

console.log(`\n  Latchkey is ready at ${address}\n`)
if (answer.demo) {
  console.log(`  Sign in as ines@latchkey.demo (support agent) with the password ${DEMO_PASSWORD};`)
  console.log('  the code that is asked for then is shown beside its field.')
  console.log('  The demo company also has tomasz@ (approver), ada@ (administrator) and vera@ (viewer).\n')
} else {
  console.log('  Make the first administrator: npm run agent:create -- --email you@example.com --name "Your Name" --role admin\n')
}
