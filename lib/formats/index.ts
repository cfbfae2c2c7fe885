import auth0 from './auth0'
import entra from './entra'
import keycloak from './keycloak'
import latchkey from './latchkey'
import okta from './okta'
import type { Format } from './define'

/** Every log format that the console reads: the entries of this folder, in the order of their names. */
export const FORMATS: readonly Format[] = [auth0, entra, keycloak, latchkey, okta]
