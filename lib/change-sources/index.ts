// Written by npm run generate from the files of this folder.
import type { ChangeSource } from './define'
import argoCd from './argo-cd'
import cdevents from './cdevents'
import generic from './generic'
import github from './github'
import gitlab from './gitlab'
import jenkins from './jenkins'
import launchdarkly from './launchdarkly'
import terraformCloud from './terraform-cloud'
import unleash from './unleash'
import vercel from './vercel'

/** Every source of changes: the entries of this folder, in the order of their names. */
export const CHANGE_SOURCES: readonly ChangeSource[] = [
  argoCd,
  cdevents,
  generic,
  github,
  gitlab,
  jenkins,
  launchdarkly,
  terraformCloud,
  unleash,
  vercel,
]
