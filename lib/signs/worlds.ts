import { defineSign, present, unknown } from './define'
import { clue } from './words'

/** Test and live, one region and another: the same product, other accounts. */

const HOST = /(?:https?:\/\/|\b(?:host|server|url|endpoint|domain)["' ]{0,2}[=:] ?"?)?((?:[a-z0-9-]{1,40}\.){1,5}[a-z]{2,12})\b/g
const DOTTED_TWICE = /\.[a-z][^]*?\.[a-z]/
const MARK = /^(?:staging|stage|stg|dev|devel|test|testing|tst|uat|qa|pre|preprod|preview|sandbox|sbx|demo|beta|alpha|int|integration|live|prod|production|eu|us|cn|au|ca|uk|ap|gov|apac|emea|global|region\d|us-\w{2,5}-\d|eu-\w{2,8}-\d)$/

/** A host without what tells its world: the words of its names and the region of its ending. */
const coreOf = (host: string) => {
  const names = host.split('.')
  const end = names.pop() ?? ''
  const kept = names.map((name) => name.split('-').filter((part) => !MARK.test(part) && !MARK.test(part.replace(/\d+$/, ''))).join('-')).filter(Boolean)
  return `${kept.join('.')}.${/^(eu|us|com|cn|ca|au)$/.test(end) ? 'com' : end}`
}

export const hostsOfTwoWorlds = defineSign({
  id: 'environment-two-hosts',
  says: 'Two addresses of one product differ in the environment or region alone.',
  ask: 'Do all addresses name the same environment and region?',
  step: 'experience',
  look: ({ words, logText, settingsText, recordText }) => {
    const text = `${words}\n${settingsText}\n${recordText}\n${logText.slice(0, 8192)}`.slice(0, 24_576)
    if (!DOTTED_TWICE.test(text)) return unknown
    const hosts = [...new Set(Array.from(text.matchAll(HOST), ([, host]) => host ?? ''))].slice(0, 60)
    const byCore = new Map<string, string>()
    for (const host of hosts) {
      const core = coreOf(host)
      if (core.split('.').length < 2 || core.startsWith('.')) continue
      const other = byCore.get(core)
      if (other && other !== host) return present(`${other} and ${host}.`, 'experience')
      byCore.set(core, host)
    }
    return unknown
  },
})
export const otherWorldNamed = clue('environment-other-named', 'Test and live, or two regions, are named beside each other', /(test|live|sandbox|staging|demo) mode\b|similar object exists in|sandbox key|(test|sandbox|live) (key|credentials|token)s? (was |is |offered|used|in)|no sandbox endpoint|(on|against|with) (live|prod(uction)?|beta|staging|the sandbox|sandbox|test)\b.{0,50}(accept|works?|fine|ok\b|know)|(live|beta|prod(uction)?|staging|sandbox) (and \w{3,10} )?(accepts?|works|knows|is ok|is fine)|copy (org|system|instance)|copy of (the )?(live|production|prod)|(fresh|full|partial) (copy|sandbox)|refreshed? (from|the) (prod|live|sandbox)|\b(eu|us|china|gov) (account|region|data ?cent(er|re)|cloud|tenant|instance)|arn:aws-(cn|us-gov)|data_?cent(er|re)":"|stagingauth|matrix-client\.matrix\.org|home_?server["' ]{0,2}[:=]|体验版|正式版|测试环境|\(?full\)?[ -]sandbox|org":"sandbox|(test|live|sandbox|staging) (tenant|org|account|database|db|system|url|server|environment|login)|wrong (environment|region|server|instance|tenant|host|data ?cent(er|re))|(data|account)s? (lives?|is|are|was|were) (stored |hosted )?in (the )?(eu|us|other)\b|(region|environment|stage|realm|cluster)["' ]{0,2}[:=] ?"?(eu|us|test|staging|dev|uat|sandbox)\b|testsystem|produktiv\w{0,8}|environnement de (test|recette)|entorno de (pruebas|prueba)|bookmark .{0,40}(staging|test|old)/, ['words', 'logs', 'settings', 'record'])
export const markedHost = clue('environment-marked-host', 'An address of a test system or of another region is used', /\b[\w-]{0,20}(staging|sandbox|preprod|preview|uat\d{0,2}|stage)[\w-]{0,20}\.[a-z0-9-]{2,40}\.|\b[\w.-]{2,40}[-.](test|dev|uat\d{0,3}|staging|stg|qa|pre|sandbox)\.[a-z0-9-]{2,40}|pre-api\.|\.uat\d{0,3}\b|-test\.|\btest\.\w{3,20}\.|(defaults?|loginurl|login_url|server)["' ]{0,3}[=:]{1,2} ?"?.{0,12}(login\.salesforce|\{\} \(defaults\))/, ['words', 'logs', 'settings', 'record'])
