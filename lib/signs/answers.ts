import { absent, defineSign, present, unknown, type Sign } from './define'

/** A sign that a person's answer settles. `yes` and `no` are answer ids; any other leaves it unknown. */
function answerSign(id: string, question: string, says: string, ask: string, yes: readonly string[], no: readonly string[]): Sign {
  return defineSign({
    id,
    says,
    ask,
    step: 'experience',
    settledBy: question,
    needs: ['answers'],
    look: ({ answers }) => {
      const answer = answers[question]
      if (answer !== undefined && yes.includes(answer)) return present(says, 'experience')
      return answer !== undefined && no.includes(answer) ? absent(`Asked: ${answer.replaceAll('_', ' ')}.`, 'experience') : unknown
    },
  })
}

const WORKS = 'what-makes-it-work'
const helps = (id: string, answer: string, says: string) =>
  answerSign(id, WORKS, says, 'Does anything make it work?', [answer], ['nothing', 'other_browser', 'other_network', 'other_address', 'other_device', 'later_again'].filter((other) => other !== answer))

export const nothingHelps = helps('answer-nothing-helps', 'nothing', 'Neither another browser nor another network helps.')
export const otherBrowserHelps = helps('answer-other-browser', 'other_browser', 'Another browser or a private window makes it work.')
export const otherNetworkHelps = helps('answer-other-network', 'other_network', 'Another network makes it work.')
export const otherAddressHelps = helps('answer-other-address', 'other_address', 'Another of our addresses works.')
export const laterWorks = helps('answer-later', 'later_again', 'The same try works some minutes later.')

const BROKE = 'when-it-broke'
const began = (id: string, answer: string, says: string) =>
  answerSign(id, BROKE, says, 'What came just before it broke?', [answer], ['password_change', 'new_device', 'new_page', 'never_worked', 'nothing_new'].filter((other) => other !== answer))

export const afterPasswordChange = began('answer-after-password-change', 'password_change', 'It began after a password change.')
export const afterNewDevice = began('answer-after-new-device', 'new_device', 'It began with a new phone or device.')
export const afterNewPage = began('answer-after-new-page', 'new_page', 'It began with a new sign-in page.')
export const neverWorked = began('answer-never-worked', 'never_worked', 'It has never worked for this person.')

export const shownByProvider = answerSign('answer-shown-by-provider', 'where-the-message', 'The provider’s own page shows the message.', 'Who shows the message?', ['provider_page'], ['our_page', 'browser', 'api'])
export const shownByApi = answerSign('answer-shown-by-api', 'where-the-message', 'A program or API reports it, not a page.', 'Who shows the message?', ['api'], ['our_page', 'browser', 'provider_page'])

export const codeRefused = answerSign('answer-code-refused', 'where-it-stops', 'It stops at the code, after the password.', 'How far does the sign-in get?', ['at_code'], ['at_password', 'after_sign_in', 'later'])
export const stopsAfter = answerSign('answer-stops-after', 'where-it-stops', 'The sign-in works and the refusal comes after it.', 'How far does the sign-in get?', ['after_sign_in'], ['at_password', 'at_code', 'later'])
export const stopsLater = answerSign('answer-stops-later', 'where-it-stops', 'The person gets in and is signed out later.', 'How far does the sign-in get?', ['later'], ['at_password', 'at_code', 'after_sign_in'])
export const stopsAtPassword = answerSign('answer-stops-at-password', 'where-it-stops', 'It stops at the password.', 'How far does the sign-in get?', ['at_password'], ['at_code', 'after_sign_in', 'later'])

export const surePassword = answerSign('answer-sure-of-password', 'sure-of-the-password', 'The person is sure of the password.', 'Is the person sure of the password?', ['sure'], ['not_sure'])
export const notSurePassword = answerSign('answer-not-sure-of-password', 'sure-of-the-password', 'The person is not sure of the password.', 'Is the person sure of the password?', ['not_sure'], ['sure'])

export const codeLate = answerSign('answer-code-late', 'how-the-code-arrives', 'The code arrives late.', 'When does the code arrive?', ['late'], ['at_once', 'app'])
export const codeFromApp = answerSign('answer-code-from-app', 'how-the-code-arrives', 'The code comes from an app.', 'Where does the code come from?', ['app'], ['late', 'at_once', 'never'])
export const notMine = answerSign('answer-not-mine', 'whose-attempts', 'The attempts are not the person’s own.', 'Are the attempts their own?', ['not_mine'], ['mine'])
