import { returnFromSso } from '@/lib/http/sso'

export const dynamic = 'force-dynamic'

/** Where the identity provider sends people back. The one GET that opens a session: the state of the journey is its proof. */
export async function GET(request: Request): Promise<Response> {
  const location = await returnFromSso(new URL(request.url).searchParams)
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
