import { code } from './code'
import type { Code } from '@/lib/formats/define'

/** Status codes of SAML 2.0 (Core, 3.2.2.2). */
export const SAML_CODES: Readonly<Record<string, Code>> = {
  Requester: code('idp_error', 'SP request at fault.'),
  Responder: code('idp_error', 'IdP side failed; second-level code says more.'),
  VersionMismatch: code('idp_error', 'SAML version unsupported.'),
  AuthnFailed: code('unknown', 'IdP could not authenticate user.'),
  InvalidAttrNameOrValue: code('claim_missing', 'Attribute name or value not accepted.'),
  InvalidNameIDPolicy: code('claim_missing', 'NameID format or policy not supported.'),
  NoAuthnContext: code('idp_error', 'Requested authentication context not available.'),
  NoAvailableIDP: code('provider_misconfigured', 'No IdP available through proxy.'),
  NoPassive: code('session_not_found', 'Passive login impossible: no session.'),
  NoSupportedIDP: code('provider_misconfigured', 'None of the IdPs supported.'),
  PartialLogout: code('unknown', 'Logout incomplete.'),
  ProxyCountExceeded: code('idp_error', 'Proxy chain too long.'),
  RequestDenied: code('idp_error', 'IdP refuses request (unsigned, unknown SP, policy).'),
  RequestUnsupported: code('idp_error', 'Request type unsupported.'),
  RequestVersionDeprecated: code('idp_error', 'Version deprecated.'),
  ResourceNotRecognized: code('idp_error', 'Resource unknown.'),
  UnknownPrincipal: code('user_not_provisioned', 'IdP does not know the user.'),
  UnsupportedBinding: code('idp_error', 'Binding not supported.'),
}
