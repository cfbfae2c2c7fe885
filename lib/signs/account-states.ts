import type { Evidence } from '@/lib/evidence/evidence'
import { isObject, timeOf } from '@/lib/evidence/values'
import { defineSign, present, unknown } from './define'
import { fieldNamed } from './field-named'
import { named } from './find-text'
import { clock, fieldsOf, nowOf } from './look'
import { clue } from './words'

/** What tells that an account is off, ended, gone or never made ready, as products and people say it. */

export const disabledStated = clue('account-disabled-stated', 'A product says that the account is disabled or suspended', /aadsts50057|\bdata 533\b|0xc0000072|status_account_disabled|(auth\/)?user[-_]disabled|disabledexception|account_?disabled\b|user_?(is_)?(banned|suspended|deactivated|inactive|blocked)\b|account_?inactive\b|usernotactive|er_user_disabled|error:? 18470|(user|account|profile) (is |has been |was |had been |currently |got )+(administratively |permanently |currently )?(disabled|deactivated|suspended|inactive|banned|blocked by|switched off|deprovisioned|frozen|blacklisted)|account currently disabled|(disabled|blocked|suspended|deactivated) by (an?|the|your) admin|(your )?account is not active\b|no longer active|sign-?in (is )?prohibited|prohibit_?login|user account was disabled|event ?(id)? ?4725|status["' ]*[:=] ?["']?(suspended|deprovisioned|disabled|blocked|inactive)|locked by (an? |the )?administrator|(konto|benutzer|account|zugang|kennung).{0,24}(deaktiviert|inaktiv|stillgelegt|gesperrt durch)|compte.{0,24}(désactiv|suspend|inactif)|cuenta.{0,24}(deshabilitad|desactivad|suspendid|inactiva)/, ['logs', 'words'])
export const leaveOrHold = clue('account-leave-or-hold', 'The person was away for long, left, or broke a rule', /(parental|maternity|sick|long|unpaid|medical) leave|sabbatical|elternzeit|congé (maternité|parental)|baja (por )?maternidad|(back|returned?|returning) (from|after) .{0,24}(leave|month|year|illness|break)|re-?(hired|joined|turned to the company)|after (a|one|two|several|\d+) (year|month)s? (away|absence|off|break)|(has ?n.t|have ?n.t|not) (logged|signed) in (for|in|since) .{0,16}(month|year|\d{2,3} days)|dormant|offboard|left the company|(payment|invoice|subscription) (failed|overdue|unpaid|not paid)|chargeback|terms? violation|violat(ed|ion)|banned|i (might|may) have been|rude|spam report|abuse/, ['words'])

export const expiryStated = clue('account-expiry-stated', 'A product says that the account has expired', /\bdata 701\b|0xc0000193|status_account_expired|account_?expired\b|accountexpiredexception|accountnonexpired ?[=:] ?false|account .{0,40}(has |is |was )expired|account expires? *: *(?!never)[a-z0-9]|account (validity|access) .{0,20}(ended|expired|over|lapsed)|(user|guest|temporary|trial) (account |access |licen[cs]e )?(has |is )?(expired|ended|run out)|client.{0,3}s? entry in database has expired|kdc_err_name_exp|krbprincipalexpiration|shadowexpire|outside (of )?(the |its )?validity|validity period|accountexpires|validity (until|ended)|(konto|zugang|benutzer|kennung).{0,24}(abgelaufen|ausgelaufen|befristet)|compte.{0,24}expir|cuenta.{0,24}(caduc|expir|vencid)/, ['logs', 'words'])
export const temporaryPerson = clue('account-temporary-person', 'The person is external, temporary or on trial', /\bexternal\b|\bexterne?r?\b|contract(or)?\b|freelanc|supplier|subcontract|consultant|guest (account|user|access)|visitor|visiting (researcher|scholar)|intern(ship)?\b|praktik|werkstudent|stagiaire|prestataire|becari|\bphd\b|doctoral|postdoc|semester|(exchange|graduate|former) student|alumn|trial\b|temp(orary)? (worker|staff|account|access)|seasonal|agency worker|fixed[- ]term|befristet|end date|was (extended|prolonged|renewed)|(extended|prolonged|extension|renewal) .{0,20}(by|until|contract|month|year)|verlängert/, ['words'])

const isEnd = fieldNamed(/^(account)?_?-?(expir(es|y|ation|ed)?(_?(at|on|date|time))?|valid_?(to|until|till|thru)|end_?(date|s_?at)?|contract_?end(_?date|s)?|termination_?date|leave_?date|access_?(until|ends?|expir\w{0,8})|trial_?(ends?(_?at)?|expires?(_?at)?|end)|(date_?|account_?)expired?|expired_?(on|at)|end_?time|pwdendtime|accountexpires|accountexpirationdate|shadowexpire|krbprincipalexpiration|nsaccountexpir\w{0,8})$/i)
const isOfSecret = fieldNamed(/password|pwd|token|session|secret|cert/i)
/** 100-nanosecond steps between 1601 and 1970: how Active Directory writes accountExpires. */
const FILETIME_EPOCH = 11_644_473_600_000

function endOf(value: unknown): number | null {
  if (typeof value === 'string' && /^1[23]\d{16}$/.test(value.trim())) return Number(value.trim()) / 10_000 - FILETIME_EPOCH
  if (typeof value === 'string' && /^\d{14}z$/i.test(value.trim())) return Date.parse(value.trim().replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)z$/i, '$1-$2-$3T$4:$5:$6Z'))
  return timeOf(value)
}

export const endPassed = defineSign({
  id: 'account-end-passed',
  says: 'A field of the record that names its end lies in the past.',
  ask: 'Does the record name an end?',
  step: 'record',
  needs: ['account'],
  look: (evidence) => {
    const now = nowOf(evidence)
    const isPassed = ([key, value]: readonly [string, unknown]) => {
      if ((typeof value !== 'string' && typeof value !== 'number') || !isEnd(key) || isOfSecret(key)) return false
      const end = endOf(value)
      return end !== null && Number.isFinite(end) && end > 0 && now !== null && end <= now
    }
    let passed: readonly [string, unknown] | undefined
    for (const field of fieldsOf(evidence)) {
      passed = isObject(field[1]) ? Object.entries(field[1]).slice(0, 40).find(isPassed) : isPassed(field) ? field : undefined
      if (passed) break
    }
    return passed ? present(`${passed[0]} was ${clock(endOf(passed[1]) ?? 0)}.`, 'account') : unknown
  },
})

export const deletionStated = clue('account-deletion-stated', 'A product says that the account was deleted', /user_deleted|account_?deleted\b|userdeleted|(user|account|profile|login) .{0,24}(was|has been|had been|is|got|being) (permanently |already |soft-?)?(deleted|removed from the (directory|tenant|workspace)|erased|purged)|user from sub claim in jwt does not exist|(scheduled|pending|marked|flagged|queued) for (deletion|removal|erasure)|deletion (grace|period|request|job|scheduled)|soft[- ]?delet|recycle bin|deleted[_ ]?(users?|items|at|account)|user\.lifecycle\.delete|event ?(id)? ?4726|user account was deleted|gdpr (erasure|deletion|request)|right to be forgotten|anonymi[sz]ed|tombstone|"?status"?[=: "]{1,4}deleted|deleted_?(on|date|flag)|is_?deleted["' ]*[:=] ?"?(true|1)|\bsdu\b|delete \/(api\/|v\d\/|admin\/)?users?\/|konto.{0,24}gelöscht|compte.{0,24}supprim|cuenta.{0,24}(eliminad|borrad)/, ['logs', 'words'])
export const askedForDeletion = clue('account-deletion-asked', 'The person once asked to have the account removed', /(asked|wanted|requested|told|clicked|decided)( you| them| support)? (to |for )?(the )?(delet|remov|clos|eras|cancel)[a-z]* .{0,24}(account|profile|data|membership|everything)|(deleted|closed|cancelled|canceled|removed) (my|the|his|her|our) (account|profile|membership|login)|delete my (account|data|profile)|account (deletion|closure)|change(d)? my mind|(restore|reactivate|recover|bring back|want) .{0,12}(my )?(deleted |old |closed )?account( back)?\b|konto .{0,16}(gelöscht|löschen lassen)|supprimé? mon compte|(eliminé|borré) mi cuenta/, ['words'])
export const nameTaken = clue('account-name-taken', 'A new registration says that the address is taken', /(address|e-?mail|user ?name) .{0,24}(is |was )?(already )?(taken|in use|registered|used)|already (taken|registered|exists|in use)/, ['words'])

/** Off, by the sync and not by a person. */
export const syncSwitchesOff = clue('account-sync-switches-off', 'A sync or provisioning switches the account off', /(scim|provisioning).{0,200}"?(active|value)"?\W{1,6}"?false|"path"\W{1,4}"active"\W{1,8}"?value"?\W{1,4}"?false|sync(ed|hroni[sz]ation|hroni[sz]e[sd]?|ing)?\b.{0,60}(deactivat|desactivat|disabl|suspend|de-?provision|archiv|switch(es|ed)? off|turns? off)|(deactivat|desactivat|disabl|suspend|inactiv|de-?provision|archiv|switched off).{0,60}\b(sync|synch|synchroni[sz]|provisioning|directory import|hr (import|feed))|(deactivat|disabl|suspend)(ed|ing) .{0,40}(not (found|returned|present|in scope)|missing|no longer) (in|by|from) .{0,20}(ldap|ad\b|directory|source|scim|feed|import)|(hr|ldap|ad|directory|user|nightly|idp|okta|scim) (import|feed|sync|job|run).{0,60}(inactiv|deactivat|disabl|suspend|archiv|de-?provision)|ldap users? sync|(not|no longer) in (the )?(scope|sync|ou|filter) .{0,60}(delet|disabl|deactivat|suspend)|out of (provisioning )?scope|skipp(ed|ing) .{0,30}de-?provision|desactivated|accounts? .{0,16}(disabled|deactivated|suspended) (by|after|since|with) .{0,20}(sync|import|ldap|scim|directory|connector)|nach (jedem|dem|jeder|der) .{0,16}(sync|abgleich|import).{0,60}(deaktiv|inaktiv|gesperrt)|après chaque synchro|tras cada sincroni/, ['logs', 'words', 'settings'])
export const comesBackOff = clue('account-comes-back-off', 'Switched on again, the account goes off again', /((sets?|switch(es|ed)?|turn(s|ed)?|makes?) (me|him|her|them|us|it|the (account|user)s?) .{0,12}(active|on|back)|re-?activat|re-?enabl|un-?suspend|aktivier|réactiv|reactiv|freischalt)[a-z]*.{0,60}(then|again|until|next|but|after|back|wieder|jusqu|hasta).{0,40}(inactive|disabled|deactivated|suspended|night|morning|sync|inaktiv|deaktiviert|désactiv|nuit|noche)|after (every|each) (re-?activation|re-?enabling|sync|import|run)|(inactive|disabled|deactivated|suspended|desactivated) (again|every|each|overnight)|(again|every (night|morning|day|hour)|each (night|morning|day)|overnight).{0,60}(inactive|disabled|deactivated|suspended)|chaque (matin|nuit)|jede(n|r)? (morgen|nacht)|cada (mañana|noche)/, ['words'])

const OFF = /^(false|0|no|off|inactive|disabled|deactivated|suspended|desactivated)$/i
const ON = /^(true|1|yes|on|active|enabled)$/i
const SOURCE_KEY = /^(ad|ldap|source|directory|hr|idp|upstream|entra|azure|okta)[_-]?(enabled|active|status|accountenabled)$|^accountenabled$/i

/** The record says "on" of its source and "off" of itself. */
export const onAtSource = defineSign({
  id: 'account-on-at-source',
  says: 'The account is on at its source and off here.',
  ask: 'Is the account on at its source?',
  step: 'record',
  texts: named(/"(ad|ldap|source|directory|hr|idp|upstream|entra|azure|okta)[_-]?(enabled|active|status|accountenabled)"|"accountenabled"/, 'record'),
  look: (evidence: Evidence) => {
    const fields = fieldsOf(evidence).filter(([, value]) => typeof value !== 'object')
    const on = fields.find(([key, value]) => SOURCE_KEY.test(key) && ON.test(String(value)))
    const off = fields.find(([key, value]) => !SOURCE_KEY.test(key) && ((/active|enabled|status/i.test(key) && !/inactive|disabled/i.test(key) && OFF.test(String(value))) || (/suspended|de[sz]?activated|disabled|inactive/i.test(key) && ON.test(String(value)))))
    return on && off ? present(`${on[0]} is ${String(on[1])} and ${off[0]} is ${String(off[1])}.`, 'account') : unknown
  },
})

export const unverifiedStated = clue('account-unverified-stated', 'A product says that the address waits for confirmation', /email[-_ ]not[-_ ](confirmed|verified)|usernotconfirmed|user (is )?not confirmed|user[-_ ]not[-_ ](confirmed|verified|activated)|e-?mail (address )?(is |has |was )?(not|n.t|never) (yet )?(been )?(verified|confirmed|validated)|(account|profile|address|registration) (is |has |was )?(not|n.t|never) (yet )?(been )?(verified|confirmed|validated)|confirm your (account|registration)|unverified[-_ ](e-?mail|account|user|address)|(unconfirmed|unverified) (account|user|address)|(confirm|verify|validate) (your|the) (e-?mail|account|address|registration)|requiresconfirmed|requireconfirmedemail|cannot sign in without a confirmed|verify[-_]?email\b|email_?verified(_at|at)?["' ]*[:=] ?"?(null|nil|false|0)|(account|user) .{0,16}(not|n.t|never) (yet )?(been )?activated|(have ?n.t|has ?n.t|not) activated (your|the|this) account|activate your account|account (is )?not active yet|pending[-_ ](verification|activation|confirmation|email)|status["' ]*[:=] ?["']?(unconfirmed|staged|unverified)|mail.{0,24}(nicht|noch nicht) (bestätigt|verifiziert)|konto .{0,16}noch nicht (aktiviert|freigeschaltet)|bestätigen sie (ihre|bitte)|e-?mail.{0,24}(non|pas) (encore )?(vérifi|confirm)|confirmez votre|correo.{0,24}(no|sin) (verific|confirm)|confirma tu (correo|cuenta)/, ['logs', 'words', 'record'])
export const noConfirmationMail = clue('account-no-confirmation-mail', 'The mail to confirm the address was never seen', /(never|not|didn.?t|did not|haven.?t|have not) (got|get|received?|seen|saw|had) .{0,24}(e-?)?mail|no (confirmation|activation|verification|registration|welcome) (e-?)?mail|(confirmation|activation|verification) (e-?mail|link|mail).{0,40}(never|not|expired|missing|invalid|spam|lost)|link to (click|confirm|activate)|(typed|wrote|entered|misspel)[a-z]* .{0,24}(my |the |wrong )?(e-?mail|mail|address)|(bestätigungs|aktivierungs)(mail|link)|mail de (confirmation|activation)|correo de (confirmación|activación)/, ['words'])
/** The same words of a mail service mean the sender, not the person. */
export const senderUnverified = clue('account-sender-unverified', 'A mail service refuses the sender', /identities failed|messagerejected|\bses\b|sender (address |identity )?(is )?(not|un)|from address|sandbox|smtp|sendgrid|mailgun|postmark|\b55[0-4][ -]/, ['logs'])
export const justRegistered = clue('account-just-registered', 'The person registered a short while ago and never got in', /registe?re?d (yesterday|today|just|last|this|on|an? (hour|day|week)|at)|sign(ed)? up (yesterday|today|just|last|this|at|an? (hour|day|week)|and)|(since|after) (i |we )?(registe?r|sign(ed)? up|registration)|just (registered|signed up|created|made)|created (my|an|the|a new) account|new account|(gestern|heute|gerade|neu) (registriert|angemeldet)|viens de m.inscrire|inscri(t|ption)|me registré/, ['words'])

export const actionStated = clue('account-action-stated', 'A product says that a step of the set-up is open', /resolve_required_actions|not fully set ?up|required[-_ ]?actions?\b.{0,6}[:=\[" ]{1,4}[a-z]|user_required_action|update_profile|verify_profile|terms_and_conditions|(must|need to|have to|please|first) .{0,16}(accept|agree to|consent to) .{0,16}(terms|policy|conditions|agreement|tos\b)|(terms|policy|conditions|agreement|tos) ?(of (use|service) )?.{0,16}(not[ _-](yet[ _-])?accepted|must be accepted|to accept|have changed|updated)|(profile|registration|onboarding|account set-?up|account) .{0,16}(is )?(incomplete|not (yet )?complete)|complete (your )?(profile|registration|onboarding|sign-?up|account)|(missing|required) (profile )?(field|attribute)s? .{0,24}(profile|user|account)|onboarding[-_ ](required|incomplete|pending|step)|profile[-_ ](incomplete|required|completion)|additional (information|details) (is |are )?(needed|required)/, ['logs', 'words'])
export const keptAtStep = clue('account-kept-at-step', 'The person is sent to a page of the set-up again and again', /(sends?|sent|redirect(s|ed)?|goes|go|back|stuck|keeps?|always|lands?|ends?) .{0,40}(\/?welcome|onboarding|profile|complete your|terms|consent|questionnaire|wizard|\/?first-?login|registration)( page| form| step)?|(next|continue|submit|save|weiter|suivant) button .{0,16}(grey|gray|disabled|does nothing|inactive|dead)|(asks?|asking|page|wants?) .{0,12}(for|me for|me to) .{0,20}(first name|last name|phone number|birth|company|accept|complete|profile|terms|address)|we always close that|accept .{0,12}terms/, ['words'])

const PASSWORD_ACTION = /update_password|reset_password|force_change_password|new_password_required|temporary password|password[-_ ]?(reset|change)[-_ ]?required|must change/
export const passwordActionOpen = clue('account-password-action-open', 'The open step is a new password', PASSWORD_ACTION, ['record', 'logs', 'words'])

const isOpenSteps = fieldNamed(/required_?actions?|pending_?(actions?|steps?|tasks?)|todo|open_?steps?|terms_?(pending|required)/i)
const isStepDone = fieldNamed(/(terms|tos|policy|consent|profile|onboarding|registration|setup)_?-?(accepted|agreed|complete|completed|done|version|status)(_?(at|on))?$/i)

export const openActions = defineSign({
  id: 'account-open-actions',
  says: 'The record lists a step that is open.',
  ask: 'Does the record list open steps?',
  step: 'record',
  texts: named(/required_?actions?|pending_?(actions?|steps?|tasks?)|todo|open_?steps?|terms_?(pending|required)|(terms|tos|policy|consent|profile|onboarding|registration|setup)_?-?(accepted|agreed|complete|completed|done|version|status)/, 'record'),
  look: (evidence) => {
    const field = fieldsOf(evidence).find(([key, value]) => isOpenSteps(key) && ((Array.isArray(value) && value.length > 0) || value === true || (typeof value === 'string' && value.trim() !== '' && !OFF.test(value.trim()))))
    if (!field) {
      const terms = fieldsOf(evidence).find(([key, value]) => isStepDone(key) && (value === null || value === false || (typeof value === 'string' && /^(no|false|pending|incomplete|open)$/i.test(value))))
      return terms ? present(`${terms[0]} is ${String(terms[1])}.`, 'account') : unknown
    }
    const text = JSON.stringify(field[1])
    return PASSWORD_ACTION.test(text.toLowerCase()) || /verify_email/i.test(text) ? unknown : present(`${field[0]} holds ${text.slice(0, 80)}.`, 'account')
  },
})
