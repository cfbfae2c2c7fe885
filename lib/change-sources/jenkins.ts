import { z } from 'zod'
import { defineChangeSource } from './define'
import { environmentIn, report, short, speaksOfDeploy, speaksOfRollback, text, timeOf } from './report'

const notification = z.object({
  name: text(200),
  display_name: text(200).nullish(),
  url: text(500).nullish(),
  build: z.object({
    full_url: z.string().nullish(), number: z.number(), phase: z.string(), status: z.string().nullish(), url: text(500).nullish(), timestamp: z.number().nullish(), duration: z.number().nullish(),
    scm: z.object({ url: text(500).nullish(), branch: text(300).nullish(), commit: text(60).nullish(), changes: z.array(text(500)).nullish(), culprits: z.array(text(200)).nullish() }).nullish(),
    parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value).slice(0, 200))).nullish(),
  }),
})

/** The value of the first parameter of these names, however they are written. */
function parameter(given: Readonly<Record<string, string>>, names: RegExp): string | null {
  const found = Object.entries(given).find(([name, value]) => names.test(name) && value !== '')
  return found ? found[1].slice(0, 100) : null
}

const repositoryOf = (url: string | null | undefined) => /([^/:]{1,100}?)(?:\.git)?\/?$/.exec(url ?? '')?.[1] ?? null

const built = (build: object = {}, job: object = {}) => ({
  name: 'auth-service-deploy', display_name: 'auth-service-deploy', url: 'job/auth-service-deploy/',
  build: {
    full_url: 'https://jenkins.example.com/job/auth-service-deploy/18/', number: 18, queue_id: 4, timestamp: 1763634000000, duration: 120000, phase: 'FINALIZED', status: 'SUCCESS', url: 'job/auth-service-deploy/18/',
    scm: { url: 'https://github.com/larkfield/auth-service.git', branch: 'origin/main', commit: 'c6d86dc654b12425e706bcf951adfe5a8627a517', changes: ['src/login/form.ts'], culprits: ['ines'] },
    parameters: { ENVIRONMENT: 'production', VERSION: '4.12.0' }, artifacts: {}, ...build,
  },
  ...job,
})

export default defineChangeSource({
  id: 'jenkins',
  title: 'Jenkins',
  about: 'Builds that went well of jobs that deploy: by their name (deploy, release, publish, promote, rollback) or by a parameter that names an environment. Service, environment and version come from parameters (SERVICE, ENVIRONMENT, VERSION), else from the repository, the job’s name and the commit.',
  references: ['https://plugins.jenkins.io/notification/', 'https://github.com/jenkinsci/notification-plugin'],
  signature: { kind: 'authorization' },
  events: ['COMPLETED', 'FINALIZED'],
  setup: 'With the Notification plugin: format JSON, event Job Finalized, and the secret as password in the address, https://latchkey:SECRET@….',
  read: (payload, _headers, { now }) => {
    const { name, display_name: display, url, build } = notification.parse(payload)
    const given = build.parameters ?? {}
    const job = `${url ?? ''} ${display ?? ''} ${name}`
    const named = parameter(given, /^(?:deploy_?|target_?)?(?:env|environment)$/i)
    if (!['COMPLETED', 'FINALIZED'].includes(build.phase) || build.status !== 'SUCCESS' || (named === null && !speaksOfDeploy(job))) return []
    const service = parameter(given, /^(?:service|app|application|component)(?:_?name)?$/i) ?? repositoryOf(build.scm?.url) ?? name.slice(0, 100)
    const to = parameter(given, /^(?:(?:app|image|release|deploy)_?)?(?:version|tag)$/i) ?? (build.scm?.commit ? short(build.scm.commit) : null)
    const change = {
      id: `${build.url ?? name}#${build.number}`.slice(0, 300), at: timeOf(build.timestamp ? build.timestamp + (build.duration ?? 0) : null, now), environment: named ?? environmentIn(job), service, kind: speaksOfRollback(job) ? ('rollback' as const) : ('deploy' as const),
      to, summary: `${display || name} #${build.number}`, author: build.scm?.culprits?.[0], url: build.full_url, paths: build.scm?.changes ?? [],
    }
    return [report(change, build.scm?.commit ?? null)]
  },
  examples: [
    { name: 'a deploy with parameters', payload: built(), changes: [{ id: 'job/auth-service-deploy/18/#18', at: '2025-11-20T10:22:00.000Z', environment: 'production', service: 'auth-service', kind: 'deploy', to: '4.12.0', summary: 'auth-service-deploy #18', author: 'ines', paths: ['src/login/form.ts'] }] },
    { name: 'a deploy without', payload: built({ parameters: null, phase: 'COMPLETED' }, { name: 'deploy-staging', display_name: null }), changes: [{ environment: 'staging', to: 'c6d86dc654b1', kind: 'deploy' }] },
    { name: 'a job that rolls back', payload: built({}, { name: 'auth-service-rollback', display_name: 'auth-service-rollback', url: 'job/auth-service-rollback/' }), changes: [{ kind: 'rollback' }] },
    { name: 'a build that began', payload: built({ phase: 'STARTED', status: null }), changes: [] },
    { name: 'a build that failed', payload: built({ status: 'FAILURE' }), changes: [] },
    { name: 'a job that only tests', payload: built({ parameters: {} }, { name: 'auth-service-test', display_name: 'auth-service-test', url: 'job/auth-service-test/' }), changes: [] },
  ],
  rejects: [null, [], {}, { name: 'x' }, built({ number: '18' }), { name: 7, build: {} }].map((payload) => ({ payload })),
})
