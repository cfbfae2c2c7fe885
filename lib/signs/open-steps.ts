import { defineSign, present, unknown } from './define'
import { fieldNamed } from './field-named'
import { fieldsOf } from './look'
import { clue } from './words'

/** Steps that stand between a right password and the application. */

export const stepCode = clue('account-step-code', 'A product names the step that is open by a code of its own', /corrective_?action|usernotfullysetup|user not fully set-?up|consent_required|checkpoint_required|"?challengename"?.{0,6}mfa_setup|\bmfa_setup\b|mfas_can_setup|21489162(33|35|36|38)|account_?(migration|update|upgrade)_?required|account (migration|update|upgrade) required|terms of service are not signed|terms_?of_?service|privacy_policy_acceptance|"needs_view":true|agreed_?to_?terms":"?(false|0|null)|(log-?in|login|log in|sign in) (to|via|through|on|at) (the|your) (web|browser)[\w -]{0,12}( to find out|:| first)?|answer\/78754|must (set up|enable|enrol\w{0,2}|configure|register) (two|2|multi|mfa|a second)|profile\/two_factor_auth|mobile_recovery|invalid_grant.{0,40}not fully set|user_?profile_?incomplete|age_?verification|parental consent|missing_?consent|not_?onboarded|setup_?required|registration_?(incomplete|required)|"?gdpr_?consent|accept.{0,8}license agreement|eula\b|configure_totp|verify_profile|terms_conditions|needs_?onboarding|accept_?tos|invite_?pending|policy_?not_?accepted|pending_?(terms|consent|profile|steps?)|complete_?(profile|registration)|profile_?completion|interaction.{0,12}consent|accept(ed)? the new (terms|policy|conditions)|aadsts50072|has not (signed|accepted|completed)|einwilligung|nutzungsbedingungen|conditions d.utilisation|términos y condiciones|利用規約|同意.{0,4}(协议|条款)|약관/, ['logs', 'words', 'record'])
export const stepLoop = clue('account-step-loop', 'The same page of agreement or set-up comes back until it is done', /asks? (me |us )?to agree|(agree|accept|consent)\w{0,3}.{0,60}(again|never further|back to|loop)|onboarding (page )?(again|from step|loops?|endless)|(again|endless|back) .{0,24}(onboarding|step 1|survey|questionnaire|welcome)|keeps? (pointing|sending|redirecting) (me|us|them) to|(always|every time) to the .{0,20}(page|screen)|(button|box|sheet|message|banner|survey) .{0,30}(i have ?n.t seen|asking age|on the site|which they close|pressing back)|(shows?|there.?s|there is) (a|an) .{0,16}(survey|message box|grey sheet|questionnaire|banner)|colleagues who (agreed|accepted)|(opened|visited|logged in (on|to)|going to) the (web|start|home)[ -]?(page|site)?.{0,30}(first|this morning)? ?(works?|ok\b|sync|fine)/, ['words'])

const isSetUp = fieldNamed(/^(has_?(profile|organi[sz]ation|org|account|consent|accepted\w{0,12}|phone|name)|agreed_?(to_?)?\w{0,12}|accepted_?\w{0,12}|\w{0,24}_?(setup|set_up|onboarded|enrolled|accepted|agreed|signed|completed?)|organi[sz]ation_?id|profile_?id|mobile_?recovery\w{0,12})$/i)
const isOfFactor = fieldNamed(/mfa|otp|2fa|two_?factor|verified|password/i)

export const setUpMissing = defineSign({
  id: 'account-set-up-missing',
  says: 'A part of the set-up is marked as missing in the record.',
  ask: 'Does the record lack a part of the set-up?',
  step: 'record',
  needs: ['account'],
  look: (evidence) => {
    const hit = fieldsOf(evidence).find(([key, value]) => (value === false || value === null || value === 0) && isSetUp(key) && !isOfFactor(key))
    return hit ? present(`${hit[0]} is ${String(hit[1])}.`, 'account') : unknown
  },
})
