// Written by npm run generate from the files of this folder.
import type { Format } from './define'
import accessLog from './access-log'
import adfs from './adfs'
import aspnet from './aspnet'
import auth0 from './auth0'
import authelia from './authelia'
import authentik from './authentik'
import authjs from './authjs'
import awsConsole from './aws-console'
import awsEdge from './aws-edge'
import cloudflare from './cloudflare'
import cognito from './cognito'
import cookies from './cookies'
import django from './django'
import duo from './duo'
import entra from './entra'
import envoy from './envoy'
import firebase from './firebase'
import googleWorkspace from './google-workspace'
import jumpcloud from './jumpcloud'
import jwt from './jwt'
import kerberos from './kerberos'
import keycloak from './keycloak'
import kratos from './kratos'
import laravel from './laravel'
import latchkey from './latchkey'
import ldap from './ldap'
import logto from './logto'
import nginx from './nginx'
import oauth from './oauth'
import oauth2Proxy from './oauth2-proxy'
import okta from './okta'
import onelogin from './onelogin'
import opentelemetry from './opentelemetry'
import passport from './passport'
import plain from './plain'
import rails from './rails'
import saml from './saml'
import springSecurity from './spring-security'
import sshd from './sshd'
import supabase from './supabase'
import webauthn from './webauthn'
import windows from './windows'
import zitadel from './zitadel'

/** Every log format that the console reads: the entries of this folder, in the order of their names. */
export const FORMATS: readonly Format[] = [
  accessLog,
  adfs,
  aspnet,
  auth0,
  authelia,
  authentik,
  authjs,
  awsConsole,
  awsEdge,
  cloudflare,
  cognito,
  cookies,
  django,
  duo,
  entra,
  envoy,
  firebase,
  googleWorkspace,
  jumpcloud,
  jwt,
  kerberos,
  keycloak,
  kratos,
  laravel,
  latchkey,
  ldap,
  logto,
  nginx,
  oauth,
  oauth2Proxy,
  okta,
  onelogin,
  opentelemetry,
  passport,
  plain,
  rails,
  saml,
  springSecurity,
  sshd,
  supabase,
  webauthn,
  windows,
  zitadel,
]
