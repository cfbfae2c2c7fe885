/** Next.js calls this once before it serves. Only the Node.js runtime has a database. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./lib/http/boot')).boot()
}
