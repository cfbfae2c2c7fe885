import Link from 'next/link'
import { Notice } from '@/components/ui/states'

type Agent = { email: string; role: string; name: string }

/** Said on the sign-in page as long as the demo company is in the database, and only then. A name fills in the e-mail. */
export function DemoNote({ agents, password }: { agents: readonly Agent[]; password: string }) {
  return (
    <Notice tone="warn" title="This console runs on demo data">
      <p className="text-meta text-text-2">
        Made-up people can sign in with the password <code className="mono rounded-chip bg-surface px-1 text-text">{password}</code>. The code is shown when it is asked for.
      </p>
      <ul className="mt-1.5 divide-y divide-warn-line text-meta">
        {agents.map(({ email, role, name }) => (
          <li key={email}>
            <Link href={`/sign-in?as=${email.split('@')[0]}`} className="flex min-h-6 flex-wrap items-center justify-between gap-x-2 hover:text-accent">
              <b>{name}</b>
              <span className="text-text-2">
                <code className="mono">{email}</code> · {role}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
