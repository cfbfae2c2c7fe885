// A real OpenID provider beside the app of the browser journeys: Noor of the support desk is signed in at it already.
import { startIdentityProvider } from '@/lib/testing/identity-provider'

const [port = '', redirectUri = ''] = process.argv.slice(2)
const provider = await startIdentityProvider(redirectUri, Number(port))
provider.subjects.set('noor', { sub: 'noor', email: 'noor.aziz@larkfield.example', name: 'Noor Aziz', groups: ['support-desk'], amr: ['pwd', 'mfa'] })
process.on('SIGTERM', () => void provider.close().then(() => process.exit(0)))
