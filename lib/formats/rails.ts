import { DEVISE_TEXTS } from './codes/devise'
import { defineFormat } from './define'
import { bySentences } from './sentences'
import type { Row } from './rows'

const ROWS: readonly Row[] = [
  { says: /HTTP Origin header \((?<actual>[^)]{1,200})\) didn't match request\.base_url \((?<expected>[^)]{1,200})\)/, reason: 'csrf_failed', compared: 'origin', code: 'origin_mismatch' },
  { says: /csrf_detected/, reason: 'state_mismatch', code: 'csrf_detected' },
  { says: /\(omniauth\).{0,60}Authentication failure! (?<code>\w{3,40})/i, reason: 'idp_error' },
  { says: /Filter chain halted as :?authenticate_\w{1,30}!? rendered or redirected/, reason: 'session_not_found', outcome: 'info' },
]

export default defineFormat({
  id: 'rails',
  reach: 'library',
  title: 'Rails, Devise and OmniAuth',
  vendor: 'Ruby on Rails',
  about: 'Messages of Devise (devise.failure), of Rails’ CSRF check and of OmniAuth. With paranoid mode on an unknown user reads like a wrong password.',
  references: ['https://github.com/heartcombo/devise/blob/main/config/locales/en.yml', 'https://guides.rubyonrails.org/security.html'],
  ...bySentences({ hop: 'auth', table: DEVISE_TEXTS, rows: ROWS, common: new Set(['Invalid email or password.', 'Your account is locked.', 'Your account is not activated yet.']), mark: /devise|warden|rails|omniauth|ActionController|sessions#create|Completed 4\d\d/i }),
  samples: [
    { name: 'an unconfirmed address', raw: 'You have to confirm your email address before continuing.', facts: { reason: 'email_not_verified' } },
    { name: 'behind a proxy', raw: "HTTP Origin header (https://app.example.com) didn't match request.base_url (http://app.example.com)", facts: { reason: 'csrf_failed', details: { compared: 'origin', expected: 'http://app.example.com', actual: 'https://app.example.com' } } },
    { name: 'OmniAuth', raw: '(omniauth) Authentication failure! invalid_credentials encountered.', facts: { reason: 'idp_error', code: 'invalid_credentials' } },
  ],
  rejects: ['Invalid email or password.', 'Completed 200 OK in 12ms'],
})
