import { Notice } from '@/components/ui/states'

/** Said on the sign-in page as long as the demo company is in the database, and only then. */
export function DemoNote({ agents, password }: { agents: readonly { email: string; role: string; name: string }[]; password: string }) {
  return (
    <div className="mt-4">
      <Notice title="The demo company is in this database">
        <p className="text-meta">
          Anybody who can reach this page can sign in with the password <code className="mono rounded-chip bg-surface px-1 text-text">{password}</code>
        </p>
        <ul className="mt-1.5 text-meta">
          {agents.map(({ email, role }) => (
            <li key={email}>
              <code className="mono text-text">{email}</code> · {role}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
