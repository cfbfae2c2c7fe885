import { clue } from './words'

/** Applications that the provider or an administrator has not let in. */

export const approvalAsked = clue(
  'text-approval-asked',
  'The provider asks for an administrator’s approval of the application.',
  /(error|sign-in error|aadsts)[ _-]?(code)?:? ?9009[45]\b|need(s)? (an? )?admin(istrator)?('s)? (approval|consent)|(admin(istrator)?|approval|consent)( approval| consent)? (is )?(required|needed|pending|missing)\b|requires (an? )?admin(istrator)?|administrator permission|needs permission to access resources|request(ed|ing)? (approval|admin consent)|approval (request|required)|(admin\w{0,12}|it department|institution).{0,24}needs? to (review|approve|allow|authori[sz]e)|has not subscribed to|aadsts(650\d{2,3}|90094|90095|90097|900941|90099|900971)\b|(has|have|had) not (been )?(consented|approved|granted consent)|not approved (by|for)|user has ?n.t approved|oauth_approval|oauth_app_(blocked|access)|app(lication)? (is |was |has been )?(blocked|not approved|not allowed|restricted) (by|in|for) (your |the |an? )?(admin|organi[sz]ation|institution|workspace|tenant|it\b)|(admin\w{0,12}|organi[sz]ation|institution|workspace|it department|tenant).{0,40}(has ?n.t approved|not approved|must (approve|authori[sz]e)|needs to (approve|grant|consent)).{0,40}|(administrator|admin)-?genehmigung|genehmigung .{0,25}administrator|zustimmung .{0,25}(administrator|erforderlich)|approbation de l.administrateur|aprobaci[oó]n del administrador/,
  ['words', 'logs'],
)
export const appUnverified = clue(
  'text-app-unverified',
  'The application is in testing, internal, or not verified by the provider.',
  /org_internal|admin_policy_enforced|org_restricted|access_not_configured|(not|n.t) (yet )?(completed|finished|passed) the .{0,20}verification|has ?n.t verified this app|app (is ?n.t|is not|not) verified|(app|application|project) (is |was )?(still )?(in|currently in|being) (test(ing|ed)?|development|dev|sandbox)( mode)?\b|publish(ing)?[_. ]status.{0,15}test|user_type=internal|only .{0,20}(test(er)?s?|developer-approved) (users?|accounts?|can)|developer-approved testers|(added|listed|registered) as (a )?test(er| user)s?|restricted to users within|can only be used within its organi[sz]ation|developer has ?n.t given you access|app not active|app not set ?up|access blocked:? .{0,60}(verif|organi[sz]ation|policy)|unauthorized_scope_error|scope .{0,40}not (authori[sz]ed|allowed|approved) for (your|this|the) app|not (a )?multi-?tenant|aadsts50194|aadsts700016|signinaudience.{0,6}azureadmyorg|diese app wurde nicht|application non v[ée]rifi|aplicaci[oó]n no verificada/,
  ['words', 'logs', 'settings'],
)
export const thirdPartyRestricted = clue(
  'text-third-party-restricted',
  'An organisation restricts applications of third parties.',
  /(third[- ]party|oauth|external|unapproved|unlisted) (oauth )?(app|application)s?.{0,40}(block|restrict|not approved|polic|disabled|denied)|app(lication)? access restrictions|you must grant your oauth token access|not approved for (this|your) (workspace|organi[sz]ation)|invalid_team_for_non_distributed_app|org_login_required|app access control|trusted apps? (only|list)|user consent .{0,30}(off|disabled|not allowed|restrict)/,
  ['words', 'logs', 'settings'],
)
export const onlyOneCustomer = clue(
  'says-one-customer',
  'All people of one customer are refused, those of others get in.',
  /(other|all other|different) (tenants?|customers?|compan(y|ies)|organi[sz]ations?|clients|domains?).{0,30}(ok|fine|works?|use|no problem|get in)|(new|this|one|a) (customer|client|tenant|company|organi[sz]ation)\b.{0,60}(none|nobody|no one|all (of )?(their|them))|none of (their|the) (people|users|staff|employees)|never for this (customer|tenant|client|company)/,
  ['words'],
)
