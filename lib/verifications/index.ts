// Written by npm run generate from the files of this folder.
import type { Verification } from './define'
import addressCode from './address-code'
import callBack from './call-back'
import identityDocument from './identity-document'
import manager from './manager'
import workingFactor from './working-factor'

/** Every way to make sure of a caller: the entries of this folder, in the order of their names. */
export const verifications: readonly Verification[] = [
  addressCode,
  callBack,
  identityDocument,
  manager,
  workingFactor,
]
