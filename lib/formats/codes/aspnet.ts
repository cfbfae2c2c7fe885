import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Messages of ASP.NET Core. */
export const ASPNET_TEXTS: Readonly<Record<string, Code>> = {
  'SignInResult.Failed': code('bad_username_or_password', 'Bad username or password.'),
  'SignInResult.LockedOut': code('account_locked', 'Locked out.'),
  'SignInResult.NotAllowed': code('email_not_verified', 'Not confirmed or not allowed to sign in.'),
  'SignInResult.RequiresTwoFactor': code('mfa_required', 'Second factor needed.'),
  InvalidToken: code('magic_link_invalid', 'Reset/confirm token invalid (often key ring differs or URL encoding).'),
  'Correlation failed.': code('cookie_missing', 'OAuth/OIDC correlation cookie missing (SameSite, http, other host).'),
  'Unable to unprotect the message.State.': code('token_signature_invalid', 'Data-protection keys differ between instances, or callback opened directly.'),
  'The antiforgery token could not be decrypted.': code('token_signature_invalid', 'Data-protection keys differ or app redeployed.'),
  'The provided antiforgery token was meant for a different claims-based user': code('csrf_failed', 'Token of another user session.'),
  '.AspNetCore.Correlation cookie not found': code('cookie_missing', 'Correlation cookie missing.'),
}
